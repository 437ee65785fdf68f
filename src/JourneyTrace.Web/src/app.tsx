import { ActionIcon, Anchor, AppShell, Burger, Group, Menu, NavLink, ScrollArea, Skeleton, Text, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowsSplit2, IconBook, IconChartBar, IconDatabase, IconFlag, IconFlame, IconGavel, IconLanguage, IconListDetails, IconMessageReport, IconMoon,
  IconRoute, IconScale, IconSun,
} from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { Link, Route, Switch, useLocation } from "wouter";
import { FilterBar } from "./filters/filter-bar";
import { address, isFiltered, useFilters } from "./filters/filters";
import { languageNames, languages, useTexts } from "./texts";
import { ErrorBoundary } from "./parts/error-boundary";
import { Leave, Locked } from "./parts/key-page";

const overview = () => import("./pages/overview");
const Overview = lazy(overview);
const Hotspots = lazy(() => import("./pages/hotspots"));
const MapPage = lazy(() => import("./pages/map"));
const Cases = lazy(() => import("./pages/cases"));
const CasePage = lazy(() => import("./pages/case"));
const Decisions = lazy(() => import("./pages/decisions"));
const Complaints = lazy(() => import("./pages/complaints"));
const Procedures = lazy(() => import("./pages/procedures"));
const Compare = lazy(() => import("./pages/compare"));
const WhatIf = lazy(() => import("./pages/what-if"));
const Data = lazy(() => import("./pages/data"));

const pages = [
  { path: "/", name: "overview", icon: IconChartBar, page: Overview },
  { path: "/hotspots", name: "hotspots", icon: IconFlame, page: Hotspots },
  { path: "/map", name: "map", icon: IconRoute, page: MapPage },
  { path: "/cases", name: "cases", icon: IconListDetails, page: Cases },
  { path: "/decisions", name: "decisions", icon: IconGavel, page: Decisions },
  { path: "/complaints", name: "complaints", icon: IconMessageReport, page: Complaints },
  { path: "/procedures", name: "procedures", icon: IconFlag, page: Procedures },
  { path: "/compare", name: "compare", icon: IconScale, page: Compare },
  { path: "/what-if", name: "whatIf", icon: IconArrowsSplit2, page: WhatIf },
  { path: "/data", name: "data", icon: IconDatabase, page: Data },
] as const;

// Asked for before anything is drawn: it is where most begin.
if (window.location.pathname === "/") void overview();

export function App() {
  const [opened, { toggle, close }] = useDisclosure();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const filters = useFilters();
  const { t } = useTexts();
  const before = useRef(path);
  useEffect(() => {
    close();
    if (before.current === path) return;
    before.current = path;
    window.scrollTo(0, 0);
    // Who cannot see the page change is told by where the focus is.
    main.current?.focus({ preventScroll: true });
  }, [path, close]);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 210, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
      <AppShell.Header>
        <Anchor className="skip" href="#main" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
          {t.skip}
        </Anchor>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.menu} />
            <Anchor component={Link} href="/" underline="never" c="inherit">
              <Group gap={8} wrap="nowrap">
                <img src="/icon.svg" width={26} height={26} alt="" />
                <Text fw={700} span>
                  JourneyTrace
                </Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Leave />
            <Languages />
            <Scheme />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t.menu}>
        <AppShell.Section grow component={ScrollArea}>
          {pages.map(({ path: to, name, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              href={address(to, filters)}
              label={t[name]}
              active={to === "/" ? path === "/" : path.startsWith(to)}
              aria-current={path === to ? "page" : undefined}
              leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
              style={{ borderRadius: 8 }}
            />
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <NavLink component="a" href="/docs" label={t.documentation} leftSection={<IconBook size={18} stroke={1.6} aria-hidden />} style={{ borderRadius: 8 }} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="main" tabIndex={-1} style={{ outline: "none" }}>
        <Locked>
        {isFiltered(path) && <FilterBar />}
        <ErrorBoundary key={path}>
          <Suspense fallback={<Skeleton height={420} radius="md" className="page" />}>
            <Switch>
              {pages.map(({ path: to, page }) => (
                <Route key={to} path={to} component={page} />
              ))}
              <Route path="/cases/*">{() => <CasePage key={window.location.pathname} name={caseName()} />}</Route>
              <Route>
                <Text>404</Text>
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
        </Locked>
      </AppShell.Main>
    </AppShell>
  );
}

/** From the address itself: the router's is decoded already, and a name may hold a percent sign. */
function caseName(): string {
  return decodeURIComponent(window.location.pathname.slice("/cases/".length));
}

function Languages() {
  const { t, language, speak } = useTexts();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`${t.chooseLanguage}: ${languageNames[language]}`}>
          <IconLanguage size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((l) => (
          <Menu.Item key={l} lang={l} onClick={() => speak(l)} aria-current={l === language}>
            {languageNames[l]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Scheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const { t } = useTexts();
  // Paper is light.
  useEffect(() => {
    if (scheme === "light") return;
    const print = () => {
      flushSync(() => setColorScheme("light"));
      window.addEventListener("afterprint", () => setColorScheme(colorScheme), { once: true });
    };
    window.addEventListener("beforeprint", print);
    return () => window.removeEventListener("beforeprint", print);
  }, [scheme, colorScheme, setColorScheme]);
  return (
    <Tooltip label={scheme === "dark" ? t.light : t.dark}>
      <ActionIcon variant="default" size="lg" aria-label={scheme === "dark" ? t.light : t.dark} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
        {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}

