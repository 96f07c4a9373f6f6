/** The words of the company's settings and calendar, which come with their pages. */
import { addWords } from "~/words";
import en from "./en/company.json";
import zhCN from "./zh-CN/company.json";

addWords("company", { "zh-CN": zhCN, en });
