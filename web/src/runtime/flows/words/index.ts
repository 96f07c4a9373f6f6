/** The words of tasks and flows, which come with their pages. */
import { addWords } from "~/words";
import en from "./en/flows.json";
import zhCN from "./zh-CN/flows.json";

addWords("flows", { "zh-CN": zhCN, en });
