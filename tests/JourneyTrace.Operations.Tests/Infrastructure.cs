using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Operations.Tests;

/// <summary>What cannot be run here is read, and held to what the servers really are.</summary>
public sealed partial class Infrastructure(Cluster cluster)
{
    static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    [GeneratedRegex("\\b(journeytrace|http|db|dotnet|kestrel)_[a-z0-9_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("(?<metric>\\b(journeytrace|http|db|dotnet|kestrel)_[a-z0-9_]+)\\{(?<labels>[^}]*)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex("outcome=~?\"(?<words>[a-z|]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Outcome();

    [GeneratedRegex("^(?<name>[a-z_0-9]+)[{ ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sample();

    [GeneratedRegex("\\bby \\([^)]*\\)", RegexOptions.None, 1000)]
    private static partial Regex Labels();

    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "rules.yml")]
    [InlineData("test", "rules", "rules.test.yml")]
    public async Task Prometheus_own_tool_finds_nothing_wrong(params string[] arguments)
    {
        var tool = new[] { "/usr/bin/promtool", "/usr/local/bin/promtool" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "promtool is not here; ./test installs it where it may");
        var (code, said) = await Programs.RunAsync(tool!, Path.Combine(Folder, "prometheus"), arguments);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Dashboards_and_alerts_ask_for_what_the_server_exposes()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("exposed"));
        await running.ReplayedAsync();
        await running.Http.GetAsync("v1/split");
        var asked = Expressions().SelectMany(e => Metric().Matches(Labels().Replace(e, "")).Select(m => m.Value))
            .Where(name => name is not ("db_client_connection_state" or "db_client_connection_pool_name" or "http_response_status_code" or "http_route")).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(asked.Count > 15);
        List<string> missing = asked;
        // Gauges are there after the first look at the database.
        for (var i = 0; i < 100 && missing.Count > 0; i++)
        {
            var exposed = (await running.Http.GetStringAsync("metrics")).Split('\n').Select(line => Sample().Match(line).Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            missing = [.. asked.Where(name => !exposed.Contains(name))];
            await Task.Delay(100);
        }
        Assert.Equal([], missing);
    }

    [Fact]
    public async Task They_ask_by_labels_that_there_are()
    {
        await using var running = await Running.StartAsync(cluster);
        await running.PostAsync(Stories.Swap("labelled"));
        using (var rejected = await running.Http.PostAsync("v1/events", new StringContent("{}", System.Text.Encoding.UTF8, "application/cloudevents+json")))
            Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, rejected.StatusCode);
        await running.ReplayedAsync();
        await running.Http.GetAsync("v1/split");
        // What Prometheus adds by its own settings.
        var added = List(Map(Yaml("prometheus/prometheus.yml").Single())["scrape_configs"]).SelectMany(s => List(Map(s)["static_configs"])).SelectMany(s => Map(Map(s)["labels"]).Keys)
            .Concat(["job", "instance", "le"]).ToHashSet(StringComparer.Ordinal);
        var asked = Expressions().SelectMany(AskedLabels).Where(a => !added.Contains(a.Label)).Distinct().ToList();
        Assert.True(asked.Count >= 6, string.Join(", ", asked));
        List<(string Metric, string Label)> missing = asked;
        for (var i = 0; i < 100 && missing.Count > 0; i++)
        {
            var lines = (await running.Http.GetStringAsync("metrics")).Split('\n');
            missing = [.. asked.Where(a => !lines.Any(line => line.StartsWith(a.Metric + "{", StringComparison.Ordinal) && LabelIn(line, a.Label)))];
            await Task.Delay(100);
        }
        Assert.Equal([], missing);
        // Outcomes are words of the server; those of failure need not have happened, so that its sources are asked.
        var words = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var outcomes = Expressions().SelectMany(e => Outcome().Matches(e)).SelectMany(m => m.Groups["words"].Value.Split('|')).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, word => Assert.Contains($"\"{word}\"", words, StringComparison.Ordinal));
    }

    /// <summary>Each label that an expression asks a metric about, within its braces or by grouping.</summary>
    static IEnumerable<(string Metric, string Label)> AskedLabels(string expression)
    {
        var metrics = Metric().Matches(Labels().Replace(expression, "")).Select(m => m.Value).Where(m => !expression.Contains($"{m}=", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        foreach (Match within in Selector().Matches(expression))
        {
            foreach (var label in within.Groups["labels"].Value.Split(','))
                yield return (within.Groups["metric"].Value, label.Split('=', '!')[0].Trim());
        }
        foreach (Match grouped in Labels().Matches(expression))
        {
            foreach (var label in grouped.Value[(grouped.Value.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(','))
            {
                foreach (var metric in metrics)
                    yield return (metric, label.Trim());
            }
        }
    }

    static bool LabelIn(string line, string label) => line.Contains($"{{{label}=", StringComparison.Ordinal) || line.Contains($",{label}=", StringComparison.Ordinal);

    [Fact]
    public async Task Every_question_of_the_dashboard_is_one_that_Prometheus_understands()
    {
        var tool = new[] { "/usr/bin/promtool", "/usr/local/bin/promtool" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "promtool is not here; ./test installs it where it may");
        var folder = Directory.CreateTempSubdirectory("dashboard-");
        try
        {
            var expressions = Panels().SelectMany(p => p.GetProperty("targets").EnumerateArray()).Where(t => t.TryGetProperty("expr", out _)).Select(t => t.GetProperty("expr").GetString()!).ToList();
            Assert.True(expressions.Count > 15);
            var rules = expressions.Select((e, i) => new { record = $"panel:{i}", expr = e.Replace("$__rate_interval", "1m", StringComparison.Ordinal) });
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "panels.yml"), JsonSerializer.Serialize(new { groups = new[] { new { name = "panels", rules } } }));
            var (code, said) = await Programs.RunAsync(tool!, folder.FullName, "check", "rules", "panels.yml");
            Assert.True(code == 0, said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_alert_has_a_runbook_and_a_test()
    {
        var rules = Yaml("prometheus/rules.yml").First();
        var alerts = List(Map(List(Map(rules)["groups"]).First())["rules"]).Select(Map).ToList();
        var tests = File.ReadAllText(Path.Combine(Folder, "prometheus/rules.test.yml"));
        var ops = File.ReadAllText(Path.Combine(Repository.Root, "docs/ops.md"));
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            var name = alert["alert"].ToString();
            Assert.Equal($"docs/ops.md#{name.ToLowerInvariant()}", Map(alert["annotations"])["runbook"].ToString());
            Assert.Contains($"### {name}", ops, StringComparison.Ordinal);
            Assert.Contains($"alertname: {name}", tests, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_compose_file_names_what_there_is_and_listens_on_loopback_alone()
    {
        var compose = Map(Yaml("compose.yaml").First());
        var services = Map(compose["services"]);
        var volumes = Map(compose["volumes"]).Keys.ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["postgres", "rabbitmq", "jaeger", "prometheus", "grafana", "intake", "tracer", "insight", "proxy"], StringComparer.Ordinal), services.Keys.ToHashSet(StringComparer.Ordinal));
        foreach (var service in services.Values.Select(Merged))
        {
            Assert.Matches("^[a-z./-]+:[a-z0-9][a-z0-9.-]*$", service["image"].ToString());
            Assert.DoesNotContain("latest", service["image"].ToString(), StringComparison.Ordinal);
            Assert.All(service.TryGetValue("ports", out var ports) ? List(ports) : [], port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal));
            foreach (var volume in (service.TryGetValue("volumes", out var all) ? List(all) : []).Select(v => v.ToString().Split(':')[0]))
                Assert.True(volumes.Contains(volume) || Path.Exists(Path.Combine(Folder, volume)), volume);
            if (service.TryGetValue("depends_on", out var needed))
                Assert.All(needed is YamlMappingNode map ? Map(map).Keys : List(needed).Select(n => n.ToString()), name => Assert.Contains(name, services.Keys));
        }
        foreach (var role in new[] { "intake", "tracer", "insight" })
        {
            var service = Merged(services[role]);
            Assert.Equal("true", service["read_only"].ToString());
            Assert.Contains(role, List(service["command"]).Select(c => c.ToString()));
        }
    }

    [Fact]
    public void The_image_is_neither_root_nor_a_shell_and_copies_what_there_is()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "Dockerfile"));
        Assert.Contains(lines, line => line.StartsWith("FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", StringComparison.Ordinal));
        Assert.Contains("USER $APP_UID", lines);
        foreach (var source in lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..^1]))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source);
    }

    [Fact]
    public void Every_deployment_is_probed_limited_unprivileged_and_spared()
    {
        var all = Yaml("kubernetes/journeytrace.yaml").Select(Map).ToList();
        List<Dictionary<string, YamlNode>> Of(string kind) => [.. all.Where(o => o["kind"].ToString() == kind)];
        string Name(Dictionary<string, YamlNode> o) => Map(o["metadata"])["name"].ToString();
        var deployments = Of("Deployment");
        Assert.Equal(["insight", "intake", "tracer"], deployments.Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(["insight", "intake", "tracer"], Of("PodDisruptionBudget").Select(Name).Order(StringComparer.Ordinal));
        foreach (var deployment in deployments)
        {
            var spec = Map(deployment["spec"]);
            var template = Map(spec["template"]);
            Assert.Equal(Map(Map(spec["selector"])["matchLabels"]).Select(l => $"{l.Key}={l.Value}"), Map(Map(template["metadata"])["labels"]).Select(l => $"{l.Key}={l.Value}"));
            var container = Map(List(Map(template["spec"])["containers"]).Single());
            Assert.All(new[] { "startupProbe", "livenessProbe", "readinessProbe", "resources" }, name => Assert.True(container.ContainsKey(name), name));
            Assert.True(Map(container["resources"]).ContainsKey("limits"));
            Assert.Equal("true", Map(container["securityContext"])["readOnlyRootFilesystem"].ToString());
            Assert.Equal("true", Map(Map(template["spec"])["securityContext"])["runAsNonRoot"].ToString());
        }
        Assert.Contains("journeytrace_lag_time_seconds", Of("ScaledObject").Single()["spec"].ToString(), StringComparison.Ordinal);
        Assert.Contains("role", Of("PodMonitor").Single()["spec"].ToString(), StringComparison.Ordinal);
        Assert.All([.. Of("HorizontalPodAutoscaler"), .. Of("ScaledObject")], scaler => Assert.Contains(Map(Map(scaler["spec"])["scaleTargetRef"])["name"].ToString(), deployments.Select(Name)));
        var services = Of("Service").Select(Name).ToList();
        var backends = List(Map(Map(List(Map(Of("Ingress").Single()["spec"])["rules"]).Single())["http"])["paths"]).Select(p => Map(Map(Map(p)["backend"])["service"])["name"].ToString());
        Assert.All(backends, backend => Assert.Contains(backend, services));
    }

    [Fact]
    public async Task The_unit_is_one_that_systemd_takes()
    {
        var unit = Path.Combine(Folder, "systemd/journeytrace.service");
        var keys = File.ReadLines(unit).Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#')).Select(line => line.Split('=')[0]).ToList();
        Assert.All(new[] { "ExecStart", "Restart", "DynamicUser", "WantedBy", "ProtectSystem" }, key => Assert.Contains(key, keys));
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not here");
        var (_, said) = await Programs.RunAsync("/usr/bin/systemd-analyze", Folder, "verify", unit);
        // The program is not installed here; nothing else may be wrong.
        Assert.DoesNotContain(said.Split('\n'), line => line.Contains("journeytrace.service", StringComparison.Ordinal) && !line.Contains("is not executable", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grafana/provisioning/datasources/datasources.yaml", "datasources")]
    [InlineData("grafana/provisioning/dashboards/dashboards.yaml", "providers")]
    public void Provisioning_is_read(string file, string member) => Assert.NotEmpty(List(Map(Yaml(file).Single())[member]));

    [Fact]
    public void Panels_ask_data_sources_that_are_provisioned()
    {
        var sources = List(Map(Yaml("grafana/provisioning/datasources/datasources.yaml").Single())["datasources"]).Select(s => Map(s)["uid"].ToString()).ToHashSet(StringComparer.Ordinal);
        Assert.All(Panels(), panel => Assert.Contains(panel.GetProperty("datasource").GetProperty("uid").GetString()!, sources));
        Assert.Equal(Panels().Count, Panels().Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
    }

    static IEnumerable<string> Expressions() => Panels().SelectMany(p => p.GetProperty("targets").EnumerateArray())
        .Where(t => t.TryGetProperty("expr", out _)).Select(t => t.GetProperty("expr").GetString()!)
        .Concat(List(Map(List(Map(Yaml("prometheus/rules.yml").First())["groups"]).First())["rules"]).Select(r => Map(r)["expr"].ToString()));

    static List<JsonElement> Panels() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana/dashboards/journeytrace.json"))).RootElement.GetProperty("panels").EnumerateArray()];

    static IEnumerable<YamlNode> Yaml(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, file))));
        return stream.Documents.Select(d => d.RootNode);
    }

    static Dictionary<string, YamlNode> Map(YamlNode node) => ((YamlMappingNode)node).Children.ToDictionary(c => c.Key.ToString(), c => c.Value, StringComparer.Ordinal);

    /// <summary>With what an alias brings.</summary>
    static Dictionary<string, YamlNode> Merged(YamlNode node)
    {
        var own = Map(node);
        foreach (var (key, value) in own.TryGetValue("<<", out var from) ? Map(from) : [])
            own.TryAdd(key, value);
        return own;
    }

    static IEnumerable<YamlNode> List(YamlNode node) => ((YamlSequenceNode)node).Children;
}
