/** A department of the company. */
import { ApartmentOutlined } from "@ant-design/icons";
import { defineField } from "../define";
import styles from "../field.module.css";
import { pickingKind } from "../picking";

export default defineField(
  pickingKind({
    kind: "department",
    mark: () => <ApartmentOutlined className={styles.quiet ?? ""} aria-hidden />,
    width: 160,
    words: {
      "zh-CN": {
        choose: "选择部门（可输拼音）",
        nothing: "没有找到这个部门",
        nobody: "没有名为“{{text}}”的部门",
        several: "有几个部门都叫“{{text}}”，请逐一选择",
      },
      en: {
        choose: "Choose a department",
        nothing: "No department found",
        nobody: "No department is called “{{text}}”",
        several: "Several departments are called “{{text}}”; choose one",
      },
    },
  }),
);
