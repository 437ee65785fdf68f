using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>What cannot be run here is held to the schemas and rules of its kind; each linter is shown to find what is wrong.</summary>
public sealed class Linting_the_infrastructure
{
    static string Infra { get; } = Path.Combine(Repository.Root, "infra");

    static string Modules { get; } = Path.Combine(Programs.Fetched("JOURNEYTRACE_LINT", "lint"), "node_modules");

    public static TheoryData<string, string, string, string> Files => new()
    {
        { "compose", "compose.yaml", "depends_on: [prometheus, jaeger]", "depends_on: 7" },
        { "dockerfile", "Dockerfile", "FROM mcr.microsoft.com", "FORM mcr.microsoft.com" },
        { "kubernetes", "kubernetes/journeytrace.yaml", "replicas: 2", "replicas: two" },
        { "kubernetes", "kubernetes/journeytrace.yaml", "minReplicaCount: 2", "minReplicaCount: few" },
        { "kubernetes", "kubernetes/journeytrace.yaml", "pathType: Exact", "pathTyp: Exact" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task Nothing_is_wrong_and_what_is_would_be_found(string linter, string file, string right, string wrong)
    {
        Assert.SkipUnless(Directory.Exists(Modules), "The linters are not here; ./test fetches them from npm where it may");
        var (code, said) = await LintAsync(linter, Path.Combine(Infra, file));
        Assert.True(code == 0, said);
        var folder = Directory.CreateTempSubdirectory("lint-");
        try
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Infra, file));
            Assert.Contains(right, text, StringComparison.Ordinal);
            var spoilt = Path.Combine(folder.FullName, Path.GetFileName(file));
            await File.WriteAllTextAsync(spoilt, text.Replace(right, wrong, StringComparison.Ordinal));
            (code, said) = await LintAsync(linter, spoilt);
            Assert.True(code != 0, $"{linter} finds nothing wrong with '{wrong}': {said}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Task<(int Code, string Said)> LintAsync(string linter, string file) => linter switch
    {
        "compose" => Programs.RunAsync("node", null, Path.Combine(Modules, "dclint/bin/dclint.cjs"), "--quiet", file),
        "dockerfile" => Programs.RunAsync("node", null, Path.Combine(Modules, "dockerfilelint/bin/dockerfilelint"), file),
        _ => Programs.RunAsync("node", null, Path.Combine(Repository.Root, "tests/JourneyTrace.Operations.Tests/kubernetes.mjs"), Modules, file),
    };
}
