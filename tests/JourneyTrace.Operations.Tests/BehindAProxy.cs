using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JourneyTrace.Testing;
using YamlDotNet.RepresentationModel;

namespace JourneyTrace.Operations.Tests;

/// <summary>One address for the three roles: each request comes to the role that answers it.</summary>
public sealed class Behind_a_proxy(Cluster cluster)
{
    const string Key = "operator-0123456789-0123456789-0123456789";

    static Dictionary<string, string> WithKey => new(StringComparer.Ordinal) { ["JOURNEYTRACE_ADMIN_KEY"] = Key };

    [Fact]
    public async Task Nginx_leads_each_request_to_its_role()
    {
        await using var running = await Running.StartAsync(cluster, WithKey, "--roles", "intake");
        await running.AddAsync(WithKey, "--roles", "tracer");
        await running.AddAsync(WithKey, "--roles", "insight");
        // Where Jaeger's page would be: it is seen by what it answers, which is that role's.
        await using var proxy = await NginxProxy.StartAsync(running.Servers[0].Address, running.Servers[2].Address, jaegerPage: running.Servers[1].Address);
        proxy.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await Running.PostAsync(proxy.Http, Stories.Swap("proxied"));
        await running.ReplayedAsync();
        var hotspots = JsonDocument.Parse(await proxy.Http.GetStringAsync("v1/hotspots")).RootElement;
        Assert.Equal("account-manager", hotspots.GetProperty("items")[0].GetProperty("key").GetString());
        var services = JsonDocument.Parse(await proxy.Http.GetStringAsync("jaeger/api/services")).RootElement;
        Assert.Contains("account-manager", services.GetProperty("data").EnumerateArray().Select(s => s.GetString()));
        // The rest of /jaeger is the page's, which the Tracer stands for: it has nothing there.
        Assert.Equal(HttpStatusCode.NotFound, (await proxy.Http.GetAsync("jaeger/search")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await proxy.Http.GetAsync("metrics")).StatusCode);
        foreach (var (method, path) in Operations())
            Assert.True(await IsThereAsync(proxy.Http, method, path), $"{method} {path} is not led to a role that has it");
    }

    [Fact]
    public async Task The_changes_stream_comes_through_as_it_happens()
    {
        await using var running = await Running.StartAsync(cluster, WithKey);
        var all = running.Servers[0].Address;
        await using var proxy = await NginxProxy.StartAsync(all, all, all);
        proxy.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stream = await proxy.Http.GetStreamAsync("v1/findings/stream", stop.Token);
        using var reader = new StreamReader(stream);
        await Running.PostAsync(proxy.Http, Stories.Swap("streamed"));
        var heard = "";
        while (!heard.Contains("streamed", StringComparison.Ordinal))
            heard = await reader.ReadLineAsync(stop.Token) ?? throw new InvalidOperationException("The stream ended");
    }

    /// <summary>What is open to this machine is not open to whom a proxy on it speaks for, by whatever name he asks.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_server_without_keys_answers_nobody_there(string host)
    {
        await using var running = await Running.StartAsync(cluster);
        var all = running.Servers[0].Address;
        await using var proxy = await NginxProxy.StartAsync(all, all, all);
        foreach (var path in (string[])["v1/hotspots", "v1/cases", "jaeger/api/services"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            Assert.Equal(HttpStatusCode.Forbidden, (await proxy.Http.SendAsync(request)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await running.Http.GetAsync("v1/hotspots")).StatusCode);
    }

    [Fact]
    public async Task The_Ingress_leads_each_request_to_its_role()
    {
        await using var running = await Running.StartAsync(cluster, null, "--roles", "intake");
        await running.AddAsync(null, "--roles", "insight");
        var paths = IngressPaths();
        Assert.Equal("nobody", ServiceOf(paths, "/metrics"));
        using var intake = new HttpClient { BaseAddress = running.Servers[0].Address };
        foreach (var (method, path) in Operations())
            Assert.True(await IsThereAsync(ServiceOf(paths, path) == "intake" ? intake : running.Http, method, path), $"{method} {path} is led to {ServiceOf(paths, path)}, which does not have it");
    }

    /// <summary>Every operation that the API says it has, with something in each place.</summary>
    static List<(string Method, string Path)> Operations()
    {
        var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/JourneyTrace.Web/openapi.json"))).RootElement;
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(o => o.Name is "get" or "post" or "put" or "delete" or "patch")
            .Select(o => (o.Name.ToUpperInvariant(), System.Text.RegularExpressions.Regex.Replace(path.Name, "\\{[^}]*\\}", "x", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))))).ToList();
        Assert.True(operations.Count > 40);
        return operations;
    }

    /// <summary>Whether the server knows of such a request; what it asks for may not be there.</summary>
    static async Task<bool> IsThereAsync(HttpClient http, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
            request.Content = new StringContent("", System.Text.Encoding.UTF8, "text/plain");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadGateway)
            return false;
        return answer.StatusCode != HttpStatusCode.NotFound || !(await answer.Content.ReadAsStringAsync()).Contains("There is nothing at", StringComparison.Ordinal);
    }

    static List<(string Path, bool Exact, string Service)> IngressPaths()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Repository.Root, "infra/kubernetes/journeytrace.yaml"))));
        var ingress = stream.Documents.Select(d => (YamlMappingNode)d.RootNode).Single(o => o["kind"].ToString() == "Ingress");
        return
        [
            .. ((YamlSequenceNode)ingress["spec"]["rules"][0]["http"]["paths"])
                .Select(p => (p["path"].ToString(), p["pathType"].ToString() == "Exact", p["backend"]["service"]["name"].ToString())),
        ];
    }

    /// <summary>The longest path that fits, an exact one first, as Kubernetes says.</summary>
    static string ServiceOf(List<(string Path, bool Exact, string Service)> paths, string asked) => paths
        .Where(p => p.Exact ? p.Path == asked : p.Path == "/" || asked == p.Path || asked.StartsWith(p.Path + "/", StringComparison.Ordinal))
        .OrderByDescending(p => p.Exact).ThenByDescending(p => p.Path.Length).First().Service;
}
