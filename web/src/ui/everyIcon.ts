/** All icons that a definition may name, in a piece of the program of their own. */
import * as icons from "@ant-design/icons";

export default Object.fromEntries(Object.entries(icons).filter(([name]) => name.endsWith("Outlined")));
