/** Several people of the company. */
import { useTranslation } from "react-i18next";
import { Avatar } from "~/ui/Avatar";
import { useKinds } from "../context";
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

const mark = (name: string) => <Avatar name={name} />;

function useMyself() {
  const { me } = useKinds();
  const { t } = useTranslation("kind.persons");
  return { id: me.id, title: me.title, hint: t("me") };
}

const about: Several<object> = {
  words: "kind.persons",
  source: () => "person",
  One: ({ name }) => (
    <span className={styles.named} title={name}>
      {name ? mark(name) : null}
      <span>{name ?? "…"}</span>
    </span>
  ),
  mark,
  useFirst: useMyself,
};

export default defineField<Ids>({
  kind: "persons",
  ...severalKind(about),
  Edit: (props) => <SeveralEdit {...props} about={about} />,
  Read: (props) => <SeveralRead {...props} about={about} />,
  Cell: (props) => <SeveralCell {...props} about={about} />,
  CellEdit: (props) => <SeveralCellEdit {...props} about={about} />,
  FilterValue: (props) => <SeveralFilterValue {...props} about={about} />,
  words: {
    "zh-CN": {
      choose: "选择人员（可输拼音）",
      me: "我",
      take_off: "去掉{{name}}",
      nothing: "没有找到这个人",
      nobody: "没有名为“{{text}}”的人",
      several: "有几个人都叫“{{text}}”，请逐一选择",
    },
    en: {
      choose: "Choose people",
      me: "me",
      take_off: "Take {{name}} off",
      nothing: "Nobody found",
      nobody: "Nobody is called “{{text}}”",
      several: "Several people are called “{{text}}”; choose one",
    },
  },
});
