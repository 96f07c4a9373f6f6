/** The words of sharing, which come with its pages. */
import { addWords } from "~/words";
import en from "./en/sharing.json";
import zhCN from "./zh-CN/sharing.json";

addWords("sharing", { "zh-CN": zhCN, en });
