namespace JourneyTrace.Events;

/// <summary>An internal decision and its window: from <paramref name="From"/>, included, to <paramref name="To"/>, excluded, an obstacle at each of its links.</summary>
public sealed record DecisionTaken(
    string Decision, string Title, IReadOnlyList<string> Links, DateTime From, DateTime To, string Cause, double? Saves,
    IReadOnlyList<string> Answered) : Fact
{
    /// <summary>What is to be answered before a decision is taken.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["impact", "mitigation", "plan", "alternatives"];
}

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
        new(EventType.ProcedurePublished, "procedure.published", static (in _) => Noted.Instance,
            [
                new("procedure", FieldKind.Identifier, Required: true),
                new("version", FieldKind.Identifier, Required: true),
                new("caseKind", FieldKind.Identifier, Required: true),
                new("steps", FieldKind.Objects, Required: true),
                new("cost", FieldKind.Number),
            ], ofOrganisation: true),
        new(EventType.ProcedureShelved, "procedure.shelved", static (in _) => Noted.Instance,
            [new("procedure", FieldKind.Identifier, Required: true)], ofOrganisation: true),
        new(EventType.UnderstandingSurveyed, "understanding.surveyed", static (in _) => Noted.Instance,
            [new("question", FieldKind.Text, Required: true), new("answers", FieldKind.Objects, Required: true)], ofOrganisation: true),
        new(EventType.CorrectiveTaken, "corrective.taken", static (in _) => Noted.Instance,
            [
                new("finding", FieldKind.Identifier, Required: true),
                new("title", FieldKind.Text, Required: true),
                new("links", FieldKind.Identifiers),
                new("cost", FieldKind.Number),
            ], ofOrganisation: true),
        new(EventType.PracticeAssessed, "practice.assessed", static (in _) => Noted.Instance,
            [
                new("element", FieldKind.Identifier, Required: true),
                new("link", FieldKind.Identifier, Required: true),
                new("score", FieldKind.Number, Required: true),
                new("independent", FieldKind.Flag),
            ], ofOrganisation: true),
    ];

    static DecisionTaken Decision(in FieldValues v) => new(
        v[0].Text!, v[1].Text!, v[2].List!, v[3].Instant, v[4].Instant, v[5].Text ?? Causes.Absence,
        v[6].Present ? v[6].Number : null, v[7].List ?? []);
}
