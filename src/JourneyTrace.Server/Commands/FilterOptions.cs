using System.CommandLine;

namespace JourneyTrace.Server.Commands;

/// <summary>The filters of the reports as options, and as parameters of a request.</summary>
sealed class FilterOptions
{
    static readonly (string Option, string Parameter, string Help)[] All =
    [
        ("--from", "from", "Promises due at or after this instant"),
        ("--to", "to", "Promises due before this instant"),
        ("--link", "link", "Only what this link has a part in"),
        ("--kind", "kind", "Only cases of this kind"),
        ("--segment", "segment", "Only customers of this segment"),
        ("--promise", "promise", "Only promises of this name"),
        ("--cause", "cause", "Only what this cause has a part in"),
        ("--decision", "decision", "Only what this decision has a part in"),
        ("--handoff", "handoff", "Only what this hand-off has a part in: 'sales → depot'"),
        ("--element", "element", "Only what a cause of this element has a part in"),
        ("--as-of", "asOf", "As it stood at this instant"),
        ("--as-known-at", "asKnownAt", "As we knew it at this instant"),
    ];

    readonly List<(Option<string> Option, string Parameter)> _options = [];

    public FilterOptions(Command command)
    {
        foreach (var (name, parameter, help) in All)
        {
            var option = new Option<string>(name) { Description = help };
            _options.Add((option, parameter));
            command.Options.Add(option);
        }
    }

    /// <summary>A path with the filters and other parameters.</summary>
    public string Path(string path, ParseResult parsed, params (string Name, string? Value)[] more)
    {
        var all = _options.Select(o => (Name: o.Parameter, Value: parsed.GetValue(o.Option))).Concat(more).Where(p => p.Value is not null);
        var query = string.Join('&', all.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : path + "?" + query;
    }
}
