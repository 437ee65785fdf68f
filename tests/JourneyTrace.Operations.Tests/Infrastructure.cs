using JourneyTrace.Testing;
using YamlDotNet.RepresentationModel;
using static JourneyTrace.Operations.Tests.InfrastructureFiles;

namespace JourneyTrace.Operations.Tests;

/// <summary>How the servers are set up where it cannot be run here: it is read, and held to what there is.</summary>
public sealed class Infrastructure
{
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
}
