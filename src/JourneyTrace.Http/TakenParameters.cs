using Microsoft.AspNetCore.Builder;

namespace JourneyTrace.Http;

/// <summary>The parameters of the query that an endpoint takes: for reading them, for refusing others, and for the OpenAPI document.</summary>
public sealed class TakenParameters(params string[] names)
{
    /// <summary>The filter that all reports have.</summary>
    public static IReadOnlyList<string> OfFilter { get; } = ["from", "to", "link", "kind", "segment", "promise", "cause", "decision", "handoff", "element"];

    static readonly string[] Moments = ["asOf", "asKnownAt"];

    /// <summary>What each parameter says, for people. Every name that an endpoint takes stands here.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["from"] = "Promises due at or after this instant (RFC 3339, such as 2026-03-02T00:00:00Z)",
        ["to"] = "Promises due before this instant",
        ["link"] = "Only what this link had a part in",
        ["kind"] = "Only cases of this kind",
        ["segment"] = "Only customers of this segment",
        ["promise"] = "Only promises of this name",
        ["cause"] = "Only what this cause had a part in",
        ["decision"] = "Only what this decision had a part in",
        ["handoff"] = "Only what this hand-off had a part in, and cases in which it happened: sales → depot",
        ["element"] = "Only what a cause of this element had a part in: processes, effectiveness, ...",
        ["asOf"] = "As it stood at this instant; now by default",
        ["asKnownAt"] = "With what was known at this instant; all that is known by default",
        ["limit"] = "How many rows, 1 to 1000; 100 by default",
        ["cursor"] = "Where to go on: the 'next' of the answer before",
        ["by"] = "What the rows stand for: link, handoff, cause, element, decision, segment, kind, promise or procedure in hotspots; link or channel where makers are asked for; link or person where waiting is; handoff, activity, link, person or lifecycle where paths are asked for",
        ["status"] = "Only those of this status; failed is broken or abandoned",
        ["atRisk"] = "true for those that are at risk of being broken",
        ["q"] = "Only cases whose name contains this, in capitals or not",
        ["benchmark"] = "A rate of contact staff to compare with, 0 to 1",
        ["a"] = "One filter, in the form of a query and escaped as one value: segment%3Dgold%26kind%3Dpayment",
        ["b"] = "The other filter",
        ["deviations"] = "What counts as beyond: so many standard deviations from the mean; 3 by default",
        ["flag"] = "Only links with this flag: green-inside-red-outside, unmeasured or powerless-sink",
        ["exact"] = "true to replay each case without what is dropped; by default an estimate from the shares",
        ["type"] = "Only findings of this type: promise-broken, promise-at-risk or hotspot",
        ["open"] = "true for findings that are not resolved, false for those that are",
        ["head"] = "A head of the chain over the log that was kept elsewhere: it has to be one of the chain's",
        ["after"] = "The id of the last event that was seen; 0 for the beginning",
        ["hourCost"] = "What an hour of work costs, in the unit of the procedures' cost; 1 by default, for costs in hours",
        ["version"] = "A version of the catalogue, or of the procedure; the newest by default",
        ["resolved"] = "true for those that were mended, too",
        ["verbose"] = "true to list every event in the results, accepted ones too",
        ["dryRun"] = "true to check, and store nothing",
    };

    /// <summary>An endpoint that takes none.</summary>
    public static TakenParameters None { get; } = new();

    public IReadOnlyList<string> Names => names;

    internal string InWords => names.Length == 0 ? "it takes none" : $"there are: {string.Join(", ", names)}";

    internal static TakenParameters Of(bool filtered, string[] names) => new(filtered ? [.. names, .. OfFilter, .. Moments] : names);
}

/// <summary>Says what an endpoint takes.</summary>
public static class TakesParameters
{
    /// <param name="names">All that it takes.</param>
    public static T Takes<T>(this T endpoint, string[] names)
        where T : IEndpointConventionBuilder => endpoint.Takes(filtered: false, names);

    /// <param name="filtered">Whether it takes the filter that all reports have.</param>
    /// <param name="names">What it takes beside that.</param>
    public static T Takes<T>(this T endpoint, bool filtered, params string[] names)
        where T : IEndpointConventionBuilder
    {
        var taken = TakenParameters.Of(filtered, names);
        endpoint.Add(builder => builder.Metadata.Add(taken));
        return endpoint;
    }
}
