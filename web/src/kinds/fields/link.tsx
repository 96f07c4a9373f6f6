/** A link to one record of a form. */
import { defineField } from "../define";
import { type LinkSettings, linking } from "../linking";

export default defineField<number, LinkSettings>({
  ...linking("link", { "zh-CN": {}, en: {} }),
  begin: (home, forms) => ({ form: (forms.find(({ key }) => key !== home.key) ?? home).key }),
});
