/** Puts the tokens of the chosen theme and the reader's language under everything. */
import { LoadingOutlined } from "@ant-design/icons";
import { ConfigProvider } from "antd";
import enUS from "antd/es/locale/en_US";
import zhCN from "antd/es/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { useLocale, useMotion, useScheme } from "./appearance";
import { Feedback } from "./Feedback";
import { antdTheme, customProperties } from "./tokens";

/**
 * The icon that antd fades in and out of waiting buttons stays for ever when the wait ends before it is fully shown;
 * an icon of our own comes and goes at once. The button's name stays what it does.
 */
const WAITING = <LoadingOutlined aria-hidden />;

export function ThemeProvider({ children }: { children: ReactNode }) {
  const scheme = useScheme();
  const locale = useLocale();
  const motion = useMotion();
  const theme = useMemo(() => antdTheme(scheme, motion), [scheme, motion]);

  useLayoutEffect(() => {
    const id = "mortise-tokens";
    const sheet = document.getElementById(id) ?? document.head.appendChild(document.createElement("style"));
    sheet.id = id;
    sheet.textContent = customProperties(scheme);
    document.documentElement.dataset.theme = scheme;
  }, [scheme]);

  dayjs.locale(locale === "zh-CN" ? "zh-cn" : "en");

  return (
    <ConfigProvider
      theme={theme}
      locale={locale === "zh-CN" ? zhCN : enUS}
      button={{ autoInsertSpace: false, loadingIcon: WAITING }}
    >
      {children}
      <Feedback />
    </ConfigProvider>
  );
}
