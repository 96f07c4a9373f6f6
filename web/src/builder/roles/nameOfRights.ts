/** What rights are called in "Undo …": the role and the form. */
import { type Locale, textOf } from "~/words";
import type { RoleDefinition } from "../document/commands/roles";
import { type FormDefinition, labelOf } from "../document/model";

export const nameOfRights = (role: RoleDefinition, form: FormDefinition, locale: Locale): string =>
  `${textOf(labelOf(role), locale) || role.key} › ${textOf(labelOf(form), locale) || form.key}`;
