import { StyleProvider } from "@ant-design/cssinjs";
import { App, ConfigProvider, type ThemeConfig, theme as themes } from "antd";
import type { Locale } from "antd/es/locale";
import type { ReactNode } from "react";
import { useTheme } from "./lib/theme";
import { useNarrow } from "./lib/wide";

const font = '"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif';

// The tokens of src/shared/tokens.css. Ant Design computes shades from them, so they must be values and can't be variables.
const tokens = {
  light: {
    colorPrimary: "#1f66ad",
    colorInfo: "#1f66ad",
    colorLink: "#1b5a97",
    colorSuccess: "#0a7a4a",
    colorError: "#c03f0c",
    colorWarning: "#8a6100",
    colorBgLayout: "#f7f6f2",
    colorBgContainer: "#ffffff",
    colorBgElevated: "#ffffff",
    colorBorder: "#8a8f8c",
    colorBorderSecondary: "#e3e1da",
    colorSplit: "#e3e1da",
    colorText: "#17212b",
    colorTextHeading: "#17212b",
    colorTextSecondary: "#51606e",
    colorTextTertiary: "#51606e",
    colorTextDescription: "#51606e",
    colorTextPlaceholder: "#5f6973",
    colorIcon: "#51606e",
    colorWarningBg: "#fff5d6",
    colorWarningBorder: "#eadba4",
    colorErrorBg: "#fdebe2",
    colorErrorBorder: "#e9b8a2",
    colorInfoBg: "#e5eff9",
    colorInfoBorder: "#a9c8e6",
    colorSuccessBg: "#e3f4ea",
    colorSuccessBorder: "#a4d3b9",
    controlItemBgActive: "#e5eff9",
    controlItemBgActiveHover: "#d8e7f6",
  },
  dark: {
    colorPrimary: "#6aaef0",
    colorInfo: "#6aaef0",
    colorLink: "#7db8f3",
    colorSuccess: "#34c486",
    colorError: "#ff9166",
    colorWarning: "#f3dd8c",
    colorBgLayout: "#0f151b",
    colorBgContainer: "#18212a",
    colorBgElevated: "#1d2832",
    colorBorder: "#7b8995",
    colorBorderSecondary: "#2a3640",
    colorSplit: "#2a3640",
    colorText: "#eef2f5",
    colorTextHeading: "#eef2f5",
    colorTextSecondary: "#a3b0bb",
    colorTextTertiary: "#a3b0bb",
    colorTextDescription: "#a3b0bb",
    colorTextPlaceholder: "#98a3ad",
    colorIcon: "#a3b0bb",
    colorWarningBg: "#302909",
    colorWarningBorder: "#4c421a",
    colorErrorBg: "#3a2118",
    colorErrorBorder: "#7a3b22",
    colorInfoBg: "#15293d",
    colorInfoBorder: "#2c517a",
    colorSuccessBg: "#12302a",
    colorSuccessBorder: "#1f5c46",
    controlItemBgActive: "#15293d",
    controlItemBgActiveHover: "#1b3450",
  },
} as const;

/** Ant Design's compact sizes with letters as large as before: small print is no way to save space. */
const compact: typeof themes.compactAlgorithm = (seed, map) => ({
  ...themes.compactAlgorithm(seed, map),
  ...Object.fromEntries(Object.entries(map ?? {}).filter(([name]) => /^(font|lineHeight)/.test(name))),
});

/** Ant Design in our colours, sizes and language. */
export function Design({ locale, children }: { locale: Locale; children: ReactNode }) {
  const worn = useTheme();
  const touch = useNarrow();
  const base = worn === "dark" ? themes.darkAlgorithm : themes.defaultAlgorithm;
  const config: ThemeConfig = {
    cssVar: { key: "console" },
    hashed: false,
    // Compact at a desk; under a thumb, 44 px.
    algorithm: touch ? base : [base, compact],
    token: {
      ...tokens[worn],
      fontFamily: font,
      fontSize: touch ? 16 : 14,
      borderRadius: 8,
      borderRadiusLG: 12,
      // Compact takes four from it.
      controlHeight: touch ? 44 : 36,
      // Nothing that delays: what opens is there at once.
      motion: false,
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        ...(worn === "dark" && { primaryColor: "#0f151b", dangerColor: "#0f151b" }),
      },
      Card: { borderRadiusLG: 16 },
      Table: {
        headerBg: worn === "dark" ? "#222d36" : "#f1f0ea",
        borderRadius: 12,
        cellPaddingBlockSM: 8,
        cellPaddingInlineSM: 12,
      },
      Form: { itemMarginBottom: 18, verticalLabelPadding: "0 0 4px" },
    },
  };
  return (
    <StyleProvider layer>
      <ConfigProvider
        locale={locale}
        theme={config}
        variant="outlined"
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </StyleProvider>
  );
}
