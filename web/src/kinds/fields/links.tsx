/** Links to several records of one form. */
import type { MouseEvent } from "react";
import { useKinds } from "../context";
import { defineField, type FieldWith, type Values } from "../define";
import styles from "../field.module.css";
import { useForm } from "../rows";
import {
  type Ids,
  type Several,
  SeveralCell,
  SeveralCellEdit,
  SeveralEdit,
  SeveralFilterValue,
  SeveralRead,
  severalKind,
} from "../several";

interface Settings {
  form: string;
}

type Field = FieldWith<Settings>;

/** Where the author narrowed the choice, the server needs the values that the condition reads. */
function useNarrowing(field: Field, values: Values) {
  const { form } = useForm();
  const { form: formOf } = useKinds();
  if (formOf(form)?.trees[`fields/${field.key}/filter`] === undefined) return {};
  const given = Object.entries(values).filter(([, value]) => value !== null && !Array.isArray(value));
  return { link: { field: `${form}.${field.key}`, values: Object.fromEntries(given) } };
}

/** A real address, so that it opens in a new tab like any other; a plain click opens it over the page. */
function Linked({ field, id, name }: { field: Field; id: number; name: string | undefined }) {
  const { addressOf, open } = useKinds();
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    open(field.form, id);
  };
  return (
    <a href={addressOf(field.form, id)} onClick={onClick} className={styles.soft} title={name}>
      {name ?? "…"}
    </a>
  );
}

const about: Several<Settings> = {
  words: "kind.links",
  source: (field) => `form:${field.form}`,
  One: Linked,
  useNarrowing,
};

export default defineField<Ids, Settings>({
  kind: "links",
  ...severalKind(about),
  Edit: (props) => <SeveralEdit {...props} about={about} />,
  Read: (props) => <SeveralRead {...props} about={about} />,
  Cell: (props) => <SeveralCell {...props} about={about} />,
  CellEdit: (props) => <SeveralCellEdit {...props} about={about} />,
  FilterValue: (props) => <SeveralFilterValue {...props} about={about} />,
  begin: (home, forms) => ({ form: (forms.find(({ key }) => key !== home.key) ?? home).key }),
  words: {
    "zh-CN": {
      choose: "搜索并选择，可选多条",
      take_off: "去掉{{name}}",
      nothing: "没有找到",
      nobody: "没有名为“{{text}}”的记录",
      several: "有几条记录都叫“{{text}}”，请逐一选择",
    },
    en: {
      choose: "Search and choose several",
      take_off: "Take {{name}} off",
      nothing: "Nothing found",
      nobody: "No record is called “{{text}}”",
      several: "Several records are called “{{text}}”; choose one",
    },
  },
});
