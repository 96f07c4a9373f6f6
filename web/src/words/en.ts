/** What every page says in English, loaded by who reads it. */
import { bySubject, type Words } from "./subjects";

export default bySubject(import.meta.glob<Words>("./en/*.json", { eager: true, import: "default" }));
