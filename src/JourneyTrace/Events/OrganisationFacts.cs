using System.Globalization;

namespace JourneyTrace.Events;

/// <summary>An internal decision and its window: from <paramref name="From"/>, included, to <paramref name="To"/>, excluded, an obstacle at each of its links.</summary>
public sealed record DecisionTaken(
    string Decision, string Title, IReadOnlyList<string> Links, DateTime From, DateTime To, string Cause, double? Saves,
    IReadOnlyList<string> Answered) : Fact
{
    /// <summary>What is to be answered before a decision is taken.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["impact", "mitigation", "plan", "alternatives"];
}

/// <summary>The way it should go, in one version.</summary>
/// <param name="CaseKind">The kind of the cases that it is for.</param>
/// <param name="Cost">What it cost to bring in; null where nobody said.</param>
public sealed record ProcedurePublished(string Procedure, string Version, string CaseKind, IReadOnlyList<ProcedureStep> Steps, double? Cost) : Fact;

/// <summary>One step: the link that takes the case over, for what, and within which time.</summary>
/// <param name="Kind">The kind of hand-off; null for any.</param>
public sealed record ProcedureStep(string Link, string? Kind, TimeSpan? Within);

/// <summary>Published, and no longer used.</summary>
public sealed record ProcedureShelved(string Procedure) : Fact;

/// <summary>How many of each layer answered what to a question.</summary>
public sealed record UnderstandingSurveyed(string Question, IReadOnlyList<SurveyAnswer> Answers) : Fact;

/// <summary>So many people of a layer (such as director, manager, worker) gave this answer.</summary>
public sealed record SurveyAnswer(string Layer, string Answer, double Count);

/// <summary>What was done about a finding.</summary>
/// <param name="Finding">What it is about: the key of a hotspot, such as <c>link:finance</c> or <c>cause:absence</c>, or any name.</param>
/// <param name="Cost">In the organisation's unit; null where nobody said.</param>
public sealed record CorrectiveTaken(string Finding, string Title, IReadOnlyList<string> Links, double? Cost) : Fact;

/// <summary>An assessment of one of the nine elements of the service environment at a link.</summary>
public sealed record PracticeAssessed(string Element, string Link, double Score, bool Independent) : Fact;

static class OrganisationSchemas
{
    public static readonly EventSchema[] All =
    [
        new(EventType.DecisionTaken, "decision.taken", static (in v) => Decision(in v),
            [
                new("decision", FieldKind.Identifier, Required: true),
                new("title", FieldKind.Text, Required: true),
                new("links", FieldKind.Identifiers, Required: true),
                new("from", FieldKind.Instant, Required: true),
                new("to", FieldKind.Instant, Required: true),
                new("cause", FieldKind.Cause),
                new("saves", FieldKind.Number),
                new("answers", FieldKind.Answers),
            ], ofOrganisation: true),
        new(EventType.ProcedurePublished, "procedure.published", static (in v) => Published(in v),
            [
                new("procedure", FieldKind.Identifier, Required: true),
                new("version", FieldKind.Identifier, Required: true),
                new("caseKind", FieldKind.Identifier, Required: true),
                new("steps", FieldKind.Steps, Required: true),
                new("cost", FieldKind.Number) { Range = (0, Field.Largest) },
            ], ofOrganisation: true),
        new(EventType.ProcedureShelved, "procedure.shelved", static (in v) => new ProcedureShelved(v[0].Text!),
            [new("procedure", FieldKind.Identifier, Required: true)], ofOrganisation: true),
        new(EventType.UnderstandingSurveyed, "understanding.surveyed", static (in v) => Surveyed(in v),
            [new("question", FieldKind.Text, Required: true), new("answers", FieldKind.Survey, Required: true)], ofOrganisation: true),
        new(EventType.CorrectiveTaken, "corrective.taken",
            static (in v) => new CorrectiveTaken(v[0].Text!, v[1].Text!, v[2].List ?? [], v[3].Present ? v[3].Number : null),
            [
                new("finding", FieldKind.Identifier, Required: true),
                new("title", FieldKind.Text, Required: true),
                new("links", FieldKind.Identifiers),
                new("cost", FieldKind.Number) { Range = (0, Field.Largest) },
            ], ofOrganisation: true),
        new(EventType.PracticeAssessed, "practice.assessed",
            static (in v) => new PracticeAssessed(v[0].Text!, v[1].Text!, v[2].Number, v[3].Flag),
            [
                new("element", FieldKind.Identifier, Required: true) { Words = [.. Elements.All.Select(e => e.Name)] },
                new("link", FieldKind.Identifier, Required: true),
                new("score", FieldKind.Number, Required: true),
                new("independent", FieldKind.Flag),
            ], ofOrganisation: true),
    ];

    static DecisionTaken Decision(in FieldValues v) => new(
        v[0].Text!, v[1].Text!, v[2].List!, v[3].Instant, v[4].Instant, v[5].Text ?? Causes.Absence,
        v[6].Present ? v[6].Number : null, v[7].List ?? []);

    static ProcedurePublished Published(in FieldValues v) => new(
        v[0].Text!, v[1].Text!, v[2].Text!,
        [.. v[3].List!.Chunk(3).Select(step => new ProcedureStep(
            step[0], step[1].Length == 0 ? null : step[1], Iso8601Duration.TryParse(step[2], out var within) ? within : null))],
        v[4].Present ? v[4].Number : null);

    static UnderstandingSurveyed Surveyed(in FieldValues v) => new(
        v[0].Text!, [.. v[1].List!.Chunk(3).Select(row => new SurveyAnswer(row[0], row[1], double.Parse(row[2], CultureInfo.InvariantCulture)))]);
}
