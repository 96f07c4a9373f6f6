/** Records as the rows of a table, which lies above the kinds and is given to them. */
import { TableOutlined } from "@ant-design/icons";
import { defineView } from "../defineView";

export default defineView({
  kind: "grid",
  icon: TableOutlined,
  hasColumns: true,
  Body: ({ list }) => list.rows,
});
