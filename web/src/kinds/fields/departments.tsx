/** Several departments of the company. */
import { ApartmentOutlined } from "@ant-design/icons";
import { defineField } from "../define";
import styles from "../field.module.css";
import { severalKind } from "../several";

const mark = () => <ApartmentOutlined className={styles.quiet ?? ""} aria-hidden />;

export default defineField(
  severalKind({
    kind: "departments",
    source: () => "department",
    One: ({ name }) => (
      <span className={styles.named} title={name}>
        {mark()}
        <span>{name ?? "…"}</span>
      </span>
    ),
    mark,
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
  }),
);
