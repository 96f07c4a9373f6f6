/** The words of imports, which come with their pages. */
import { addWords } from "~/words";
import en from "./en/import.json";
import zhCN from "./zh-CN/import.json";

addWords("import", { "zh-CN": zhCN, en });
