/** The library's controls of forms for whatever is drawn before somebody writes: they come with the first form. */
import type {
  CheckboxProps,
  InputProps,
  InputRef,
  PopoverProps,
  ProgressProps,
  RadioGroupProps,
  RefSelectProps,
  SegmentedProps,
  SelectProps,
  SwitchProps,
} from "antd";
import type { TextAreaProps, TextAreaRef } from "antd/es/input/TextArea";
import type { BaseOptionType, DefaultOptionType } from "antd/es/select";
import type { SpaceCompactProps } from "antd/es/space/Compact";
import type { ReactNode, RefAttributes } from "react";
import { later, once } from "./later";

/** Brings all of them, for whoever is about to draw some. */
export const formControls = once(() => import("./formControls"));

export const Input = later<InputProps & RefAttributes<InputRef>>(async () => (await formControls()).Input);
export const TextArea = later<TextAreaProps & RefAttributes<TextAreaRef>>(
  async () => (await formControls()).TextArea,
);
export const Select = later(async () => (await formControls()).Select) as <
  Value,
  Option extends BaseOptionType = DefaultOptionType,
>(
  props: SelectProps<Value, Option> & RefAttributes<RefSelectProps>,
) => ReactNode;
export const Segmented = later(async () => (await formControls()).Segmented) as <Value extends string>(
  props: Omit<SegmentedProps<Value>, "ref">,
) => ReactNode;
export const Checkbox = later<CheckboxProps>(async () => (await formControls()).Checkbox);
export const Switch = later<SwitchProps>(async () => (await formControls()).Switch);
export const RadioGroup = later<RadioGroupProps>(async () => (await formControls()).RadioGroup);
export const Compact = later<SpaceCompactProps>(async () => (await formControls()).Compact);
export const Progress = later<ProgressProps>(async () => (await formControls()).Progress);
export const Popover = later<PopoverProps>(async () => (await formControls()).Popover, null);
