using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Testing;
using static JourneyTrace.Operations.Tests.InfrastructureFiles;

namespace JourneyTrace.Operations.Tests;

/// <summary>What Prometheus and Grafana are told to ask is held to what the servers really expose.</summary>
public sealed partial class Dashboards_and_alerts(Cluster cluster)
{
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
    public async Task They_ask_for_what_the_server_exposes()
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
}
