/** The library's calendars and clocks, in a part of their own. */
import { DatePicker, TimePicker } from "antd";

const { RangePicker } = DatePicker;

export { DatePicker, RangePicker, TimePicker };
