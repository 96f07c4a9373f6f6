/** Several departments of the company. */
import { ApartmentOutlined } from "@ant-design/icons";
import { defineField } from "../define";
import styles from "../field.module.css";
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

const mark = () => <ApartmentOutlined className={styles.quiet ?? ""} aria-hidden />;

const about: Several<object> = {
  words: "kind.departments",
  source: () => "department",
  One: ({ name }) => (
    <span className={styles.named} title={name}>
      {mark()}
      <span>{name ?? "…"}</span>
    </span>
  ),
  mark,
};

export default defineField<Ids>({
  kind: "departments",
  ...severalKind(about),
  Edit: (props) => <SeveralEdit {...props} about={about} />,
  Read: (props) => <SeveralRead {...props} about={about} />,
  Cell: (props) => <SeveralCell {...props} about={about} />,
  CellEdit: (props) => <SeveralCellEdit {...props} about={about} />,
  FilterValue: (props) => <SeveralFilterValue {...props} about={about} />,
  words: {
    "zh-CN": {
      choose: "选择部门（可输拼音）",
      take_off: "去掉{{name}}",
      nothing: "没有找到这个部门",
      nobody: "没有名为“{{text}}”的部门",
      several: "有几个部门都叫“{{text}}”，请逐一选择",
    },
    en: {
      choose: "Choose departments",
      take_off: "Take {{name}} off",
      nothing: "No department found",
      nobody: "No department is called “{{text}}”",
      several: "Several departments are called “{{text}}”; choose one",
    },
  },
});
