/** The name of something new: Enter makes it, but not the Enter that ends a word in an input method. */
import { Input } from "antd";
import { useRef } from "react";

interface NameInputProps {
  id: string;
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
  onMake: () => void;
}

export function NameInput({ id, value, placeholder, onChange, onMake }: NameInputProps) {
  const composing = useRef(false);
  return (
    <Input
      id={id}
      autoFocus
      maxLength={100}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
      }}
      onPressEnter={() => !composing.current && onMake()}
    />
  );
}
