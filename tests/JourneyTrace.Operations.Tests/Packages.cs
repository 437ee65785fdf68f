using System.Text.Json;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>What the program is made of is listed, and nothing of it is known to be vulnerable, where the registries say so.</summary>
public sealed class Packages
{
    static string Web { get; } = Path.Combine(Repository.Root, "src/JourneyTrace.Web");

    [Fact]
    public async Task No_package_of_the_program_is_known_to_be_vulnerable()
    {
        var (code, said) = await Programs.RunAsync(
            "dotnet", Repository.Root, "list", "src/JourneyTrace.Server/JourneyTrace.Server.csproj", "package", "--vulnerable", "--include-transitive", "--no-restore", "--format", "json");
        Assert.SkipUnless(code == 0 && said.Contains('{', StringComparison.Ordinal) && !said.Contains("\"problems\"", StringComparison.Ordinal), "The registry does not say which packages are vulnerable: " + said);
        var frameworks = Json(said).GetProperty("projects").EnumerateArray().Where(p => p.TryGetProperty("frameworks", out _)).SelectMany(p => p.GetProperty("frameworks").EnumerateArray());
        Assert.Empty(frameworks.SelectMany(f => Listed(f, "topLevelPackages").Concat(Listed(f, "transitivePackages"))).Select(p => p.ToString()));
    }

    [Fact]
    public async Task No_package_of_the_console_is_known_to_be_vulnerable()
    {
        var (_, said) = await Programs.RunAsync("npm", Web, "audit", "--omit=dev", "--json");
        Assert.SkipUnless(said.Contains('{', StringComparison.Ordinal) && Json(said).TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("vulnerabilities", out _), "The registry does not say which packages are vulnerable: " + said);
        Assert.Equal(0, Json(said).GetProperty("metadata").GetProperty("vulnerabilities").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Every_package_is_listed()
    {
        var folder = Directory.CreateTempSubdirectory("sbom-");
        try
        {
            var (code, said) = await Programs.RunAsync(Path.Combine(Repository.Root, "scripts/sbom.sh"), null, folder.FullName);
            Assert.SkipUnless(code == 0 || File.Exists(Path.Combine(Environment.GetEnvironmentVariable("JOURNEYTRACE_CACHE") ?? "/var/cache/journeytrace", "cyclonedx/dotnet-CycloneDX")), "The tool that lists them cannot be had from the registry here: " + said);
            Assert.True(code == 0, said);
            var program = NamesIn(Path.Combine(folder.FullName, "journeytrace.cdx.json"));
            var console = NamesIn(Path.Combine(folder.FullName, "console.cdx.json"));
            foreach (var package in (string[])["Npgsql", "OpenTelemetry", "YamlDotNet", "CsvHelper", "Microsoft.IdentityModel.Tokens"])
                Assert.Contains(package, program);
            Assert.Contains("react", console);
            Assert.DoesNotContain("xunit.v3", program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static HashSet<string> NamesIn(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    static JsonElement.ArrayEnumerator Listed(JsonElement framework, string kind) => framework.TryGetProperty(kind, out var packages) ? packages.EnumerateArray() : default;

    /// <summary>What is JSON of it: programs say other things before.</summary>
    static JsonElement Json(string said)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(said[said.IndexOf('{', StringComparison.Ordinal)..]));
        return JsonElement.ParseValue(ref reader);
    }
}
