using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using JourneyTrace.Events;
using JourneyTrace.Http;
using Xunit;

namespace JourneyTrace.Architecture.Tests;

/// <summary>What the documents list, the code has, and the other way round.</summary>
public sealed partial class DocumentsRule
{
    static readonly string Root = FindRoot();

    [Fact]
    public void Every_problem_is_documented_with_its_status()
    {
        var documented = File.ReadLines(Path.Combine(Root, "docs/problems.md"))
            .Select(line => ProblemRow().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups["code"].Value, int.Parse(match.Groups["status"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(Problem.All.Select(p => (p.Code, p.Status)), documented);
    }

    [Fact]
    public void Every_event_type_is_documented_with_its_required_fields()
    {
        var documented = File.ReadLines(Path.Combine(Root, "docs/events.md"))
            .Select(line => EventRow().Match(line)).Where(match => match.Success)
            .Select(match => (
                match.Groups["rank"].Value, match.Groups["name"].Value,
                string.Join(' ', BoldWord().Matches(match.Groups["data"].Value).Select(word => word.Groups["word"].Value))));
        Assert.Equal(
            Vocabulary.All.Select(s => (((int)s.Type).ToString(System.Globalization.CultureInfo.InvariantCulture), s.Name, RequiredOf(s))), documented);
    }

    [Fact]
    public void Every_field_of_an_event_is_documented()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "docs/events.md"));
        foreach (var schema in Vocabulary.All)
        {
            var row = lines.Single(line => line.Contains($"| `{schema.Name}`", StringComparison.Ordinal));
            Assert.All(schema.Fields, field => Assert.Contains(field.Name, row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_command_of_the_readme_is_one_that_the_program_has()
    {
        var commands = Directory.EnumerateFiles(Path.Combine(Root, "src/JourneyTrace.Server/Commands"), "*Command.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file)[..^"Command".Length].ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var named = ReadmeCommand().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(m => m.Groups["command"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, command => Assert.Contains(command, commands));
    }

    [Fact]
    public void Sql_stands_in_sql_files()
    {
        var inCode = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => InlineSql().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Empty(inCode);
    }

    static string RequiredOf(EventSchema schema)
    {
        var one = schema.OneOf;
        return string.Join(' ', schema.Fields.Where(f => f.Required || f == one?.First || f == one?.Second).Select(f => f.Name));
    }

    [GeneratedRegex("^\\| <a id=\"\\w+\"></a>`(?<code>\\w+)` \\| (?<status>\\d+) \\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProblemRow();

    [GeneratedRegex("^\\| (?<rank>\\d+) \\| `(?<name>[a-z.]+)`[^|]*\\| (?<data>[^|]*)\\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventRow();

    [GeneratedRegex("\\*\\*(?<word>\\w+)\\*\\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BoldWord();

    [GeneratedRegex("\\./journeytrace (?<command>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadmeCommand();

    [GeneratedRegex("\"(select|insert into|update|delete from|copy) ", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineSql();

    static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
