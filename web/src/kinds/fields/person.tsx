/** Somebody of the company. */
import { Avatar } from "~/ui/Avatar";
import { defineField } from "../define";
import { pickingKind } from "../picking";

export default defineField(
  pickingKind({
    kind: "person",
    mark: (name) => <Avatar name={name} />,
    first: ({ me }, say) => ({ id: me.id, title: me.title, hint: say("me") }),
    width: 140,
    words: {
      "zh-CN": {
        choose: "选择人员（可输拼音）",
        me: "我",
        nothing: "没有找到这个人",
        nobody: "没有名为“{{text}}”的人",
        several: "有几个人都叫“{{text}}”，请逐一选择",
      },
      en: {
        choose: "Choose a person",
        me: "me",
        nothing: "Nobody found",
        nobody: "Nobody is called “{{text}}”",
        several: "Several people are called “{{text}}”; choose one",
      },
    },
  }),
);
