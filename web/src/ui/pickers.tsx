/** The library's controls that are large: they come when a page has one to draw. */
import type { DatePickerProps, TimePickerProps } from "antd";
import type { RangePickerProps } from "antd/es/date-picker";
import type { Dayjs } from "dayjs";
import { later } from "./later";

const controls = () => import("./dateControls");

export const DatePicker = later<DatePickerProps<Dayjs, false>>(async () => (await controls()).DatePicker);
export const RangePicker = later<RangePickerProps>(async () => (await controls()).RangePicker);
export const TimePicker = later<TimePickerProps>(async () => (await controls()).TimePicker);
