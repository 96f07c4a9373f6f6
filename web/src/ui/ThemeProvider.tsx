/** Puts the tokens of the chosen theme and the reader's language under everything. */
import { ConfigProvider, App as Feedback } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { useLocale, useScheme } from "./appearance";
import { antdTheme, customProperties } from "./tokens";

export function ThemeProvider({ children }: { children: ReactNode }) {
  const scheme = useScheme();
  const locale = useLocale();
  const theme = useMemo(() => antdTheme(scheme), [scheme]);

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
      button={{ autoInsertSpace: false }}
    >
      <Feedback component={false}>{children}</Feedback>
    </ConfigProvider>
  );
}
