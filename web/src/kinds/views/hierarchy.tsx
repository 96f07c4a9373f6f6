/** Records under the records above them. */
import { ApartmentOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import { defineView, type ViewProps } from "../defineView";
import type { TreeSettings } from "../TreeBody";

const TreeBody = later(async () => (await import("../TreeBody")).TreeBody, null);

function Body(props: ViewProps<TreeSettings>) {
  const { view, list } = props;
  const parent = list.field(view.parent);
  // Nothing found: the list says so.
  return parent && list.total !== 0 ? <TreeBody {...props} parent={parent} /> : list.rows;
}

export default defineView<TreeSettings>({
  kind: "hierarchy",
  icon: ApartmentOutlined,
  Body,
  words: {
    "zh-CN": {
      untitled: "（无标题）",
      open: "展开“{{name}}”",
      close: "收起“{{name}}”",
      open_level: "展开下一级",
      close_all: "全部收起",
      below: "下级 {{count}} 条",
      more: "加载更多",
      more_of: "“{{name}}”的更多操作",
      add_below: "新建下级",
      move: "移动到…",
      move_title: "移动“{{name}}”",
      move_here: "移动",
      under: "上级记录",
      under_help: "留空则移到顶层。",
      choose: "从树中选择，或输入名称",
      nothing: "没有可选的记录",
      to_top: "移到顶层",
      drop_top: "拖到这里，移到顶层",
      top: "顶层",
      moved: "已移到“{{name}}”下",
      moved_to_top: "已移到顶层",
      undo: "撤销",
      resize: "调整“{{name}}”列宽",
    },
    en: {
      untitled: "(untitled)",
      open: "Open {{name}}",
      close: "Close {{name}}",
      open_level: "Open the next level",
      close_all: "Close all",
      below: "{{count}} below",
      more: "Show more",
      more_of: "More of {{name}}",
      add_below: "Add below",
      move: "Move to…",
      move_title: "Move {{name}}",
      move_here: "Move",
      under: "Parent record",
      under_help: "Leave it blank for the top level.",
      choose: "Choose from the tree, or type a name",
      nothing: "There is no record to choose",
      to_top: "Move to the top",
      drop_top: "Drop here for the top level",
      top: "the top level",
      moved: "Now under {{name}}",
      moved_to_top: "Now at the top",
      undo: "Undo",
      resize: "Width of {{name}}",
    },
  },
});
