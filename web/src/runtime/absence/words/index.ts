/** The words of being away, which come with their pages. */
import { addWords } from "~/words";
import en from "./en/absence.json";
import zhCN from "./zh-CN/absence.json";

addWords("absence", { "zh-CN": zhCN, en });
