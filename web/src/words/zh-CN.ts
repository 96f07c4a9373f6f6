/** What every page says in Chinese, loaded by who reads it. */
import { bySubject, type Words } from "./subjects";

export default bySubject(import.meta.glob<Words>("./zh-CN/*.json", { eager: true, import: "default" }));
