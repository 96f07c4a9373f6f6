/** The words of looking after flows, which come with their pages. */
import { addWords } from "~/words";
import en from "./en/overseeing.json";
import zhCN from "./zh-CN/overseeing.json";

addWords("overseeing", { "zh-CN": zhCN, en });
