using System.Diagnostics;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A real nginx with the settings of <c>infra/</c>: only addresses are others.</summary>
public sealed class NginxProxy : IAsyncDisposable
{
    readonly Process _process;
    readonly DirectoryInfo _folder;

    NginxProxy(Process process, DirectoryInfo folder, Uri address)
    {
        (_process, _folder) = (process, folder);
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public HttpClient Http { get; }

    static string Program => Environment.GetEnvironmentVariable("JOURNEYTRACE_NGINX")
        ?? new[] { "/usr/sbin/nginx", "/var/cache/journeytrace/nginx/usr/sbin/nginx" }.FirstOrDefault(File.Exists) ?? "";

    public static async Task<NginxProxy> StartAsync(Uri intake, Uri insight, Uri jaegerPage)
    {
        Assert.SkipUnless(File.Exists(Program) && (await Programs.RunAsync(Program, null, "-v")).Code == 0, "nginx is not here, or lacks a library; ./test fetches it where it may");
        var folder = Directory.CreateTempSubdirectory("nginx-");
        var port = Programs.FreePort();
        var site = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra/proxy/nginx.conf")))
            .Replace("server intake:8080", $"server {intake.Authority}", StringComparison.Ordinal)
            .Replace("server insight:8080", $"server {insight.Authority}", StringComparison.Ordinal)
            .Replace("server jaeger-page:16686", $"server {jaegerPage.Authority}", StringComparison.Ordinal)
            .Replace("listen 8080", $"listen 127.0.0.1:{port}", StringComparison.Ordinal);
        Assert.DoesNotContain(":8080", site, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "site.conf"), site);
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(name => $"{name}_temp_path {folder.FullName}/{name};\n"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            pid {{folder.FullName}}/nginx.pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              {{temporary}}
              include {{folder.FullName}}/site.conf;
            }
            """);
        string[] arguments = ["-p", folder.FullName, "-c", Path.Combine(folder.FullName, "nginx.conf"), "-e", "stderr"];
        var (code, said) = await Programs.RunAsync(Program, null, ["-t", .. arguments]);
        Assert.True(code == 0, said);
        var proxy = new NginxProxy(Process.Start(Program, arguments), folder, new Uri($"http://127.0.0.1:{port}"));
        for (var i = 0; ; i++)
        {
            try
            {
                using var _ = await proxy.Http.GetAsync("metrics");
                return proxy;
            }
            catch (HttpRequestException) when (i < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
