/** The library's controls of forms, in a part of their own. */
import { Checkbox, Input, Popover, Progress, Radio, Segmented, Space, Switch } from "antd";

const { TextArea } = Input;
const { Group: RadioGroup } = Radio;
const { Compact } = Space;

export { Select } from "./Select";
export { Checkbox, Compact, Input, Popover, Progress, RadioGroup, Segmented, Switch, TextArea };
