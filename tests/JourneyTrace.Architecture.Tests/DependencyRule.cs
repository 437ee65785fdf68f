using Xunit;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace JourneyTrace.Architecture.Tests;

/// <summary>The table in docs/architecture.md is the rule; the project files must say the same.</summary>
public sealed class DependencyRule
{
    static readonly string Root = FindRoot();

    [Fact]
    public void Every_project_references_exactly_what_the_architecture_page_allows() =>
        Assert.Equal(Documented(), Declared());

    [Fact]
    public void The_core_references_nothing_but_the_base_class_library() =>
        Assert.Equal("", Documented()["JourneyTrace"]);

    static SortedDictionary<string, string> Documented() => new(
        File.ReadLines(Path.Combine(Root, "docs/architecture.md"))
            .Where(line => line.StartsWith("| JourneyTrace", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => Sorted(cells[2].Split(',')), StringComparer.Ordinal),
        StringComparer.Ordinal);

    static SortedDictionary<string, string> Declared() => new(
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), References, StringComparer.Ordinal),
        StringComparer.Ordinal);

    static string References(string project) => Sorted(
        XDocument.Load(project).Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Select(e => e.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name));

    static string Sorted(IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => n.Trim()).Where(n => n.Length > 0).Order(StringComparer.Ordinal));

    static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
