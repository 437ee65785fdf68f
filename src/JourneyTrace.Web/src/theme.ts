import { createTheme, type CSSVariablesResolver } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: 8,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  defaultRadius: "md",
  cursorType: "pointer",
});

const light = { yellow: "#7a4a00", orange: "#8a3200", green: "#1c642b", red: "#a51111", blue: "#0f5699", grape: "#6b2480", indigo: "#2f46b5", gray: "#343a40" };

// White text stands on it.
const filled = { "--mantine-color-green-filled": "#237032" };

/** Colours of text that everybody can read: at least 4.5 to 1 on what they stand on. */
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...filled,
    "--mantine-color-dimmed": "#565e64",
    "--mantine-color-orange-outline": "#a63c00",
    ...Object.fromEntries(Object.entries(light).map(([name, color]) => [`--mantine-color-${name}-light-color`, color])),
  },
  dark: { ...filled, "--mantine-color-dimmed": "#b4bac1", "--mantine-color-anchor": "#a5b8ff" },
});
