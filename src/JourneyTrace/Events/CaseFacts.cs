namespace JourneyTrace.Events;

/// <summary>The case begins.</summary>
public sealed record CaseOpened(string Kind, string? Customer, string? Segment, double? Value) : Fact;

/// <summary>A touchpoint, and what it cost the customer.</summary>
/// <param name="Channel">Such as phone, mail or visit; null where nobody said.</param>
/// <param name="Insisted">Whether the customer had to insist.</param>
/// <param name="Minutes">Of the customer's time; 0 where nobody said.</param>
public sealed record CustomerContacted(string Link, string? Channel, string? About, bool Insisted, double Minutes) : Fact;

/// <summary>The customer's word, 0 to 10.</summary>
public sealed record FeedbackGiven(double Score) : Fact;

/// <summary>The customer left, or will not come again: every promise that is open ends.</summary>
public sealed record CustomerLost(string? Reason) : Fact;

/// <summary>The case ends, and every promise that is open with it.</summary>
public sealed record CaseClosed : Fact;

/// <summary>What something cost or saved, inside or outside.</summary>
/// <param name="External">Outside, for the customer; else inside.</param>
/// <param name="Amount">In the unit; above 0 for what was lost, below for what was saved.</param>
public sealed record EffectRecorded(
    string What, bool External, double Amount, string? Unit, string? Link, string? Decision, string? Because) : Fact;

/// <summary>A row of another system: what was done, by which link and person, in which state of its lifecycle.</summary>
/// <param name="Started">When it was begun, UTC, where the event's time is its end; null where one time alone is known.</param>
public sealed record ActivityRecorded(string Activity, string? Link, string? Person, string? Lifecycle, DateTime? Started) : Fact;

static class CaseSchemas
{
    public static readonly EventSchema[] All =
    [
        new(EventType.CaseOpened, "case.opened",
            static (in v) => new CaseOpened(v[0].Text!, v[1].List?[0], v[1].List?[1], v[1].List is null || double.IsNaN(v[1].Number) ? null : v[1].Number),
            [
                new("kind", FieldKind.Identifier, Required: true),
                new("customer", FieldKind.Customer),
                new("channel", FieldKind.Identifier),
                new("link", FieldKind.Identifier),
            ]),
        new(EventType.CustomerContacted, "customer.contacted",
            static (in v) => new CustomerContacted(v[0].Text!, v[1].Text, v[2].Text, v[3].Flag, v[4].Number),
            [
                new("link", FieldKind.Identifier, Required: true),
                new("channel", FieldKind.Identifier),
                new("about", FieldKind.Text),
                new("insisted", FieldKind.Flag),
                new("minutes", FieldKind.Number) { Range = (0, 1e9) },
            ]),
        new(EventType.CustomerLost, "customer.lost", static (in v) => new CustomerLost(v[0].Text), [new("reason", FieldKind.Text)]),
        new(EventType.CaseClosed, "case.closed", static (in _) => new CaseClosed(), [new("outcome", FieldKind.Text)]),
        new(EventType.FeedbackGiven, "feedback.given", static (in v) => new FeedbackGiven(v[0].Number),
            [
                new("score", FieldKind.Number, Required: true) { Range = (0, 10) },
                new("about", FieldKind.Text),
            ]),
        new(EventType.EffectRecorded, "effect.recorded",
            static (in v) => new EffectRecorded(v[0].Text!, v[1].Text == "external", v[2].Number, v[3].Text, v[4].Text, v[5].Text, v[6].Text),
            [
                new("what", FieldKind.Text, Required: true),
                new("side", FieldKind.Identifier, Required: true) { Words = ["internal", "external"] },
                new("amount", FieldKind.Number, Required: true),
                new("unit", FieldKind.Identifier),
                new("link", FieldKind.Identifier),
                new("decision", FieldKind.Identifier),
                new("because", FieldKind.Text),
            ]),
        new(EventType.ActivityRecorded, "activity.recorded",
            static (in v) => new ActivityRecorded(v[0].Text!, v[1].Text, v[2].Text, v[3].Text, v[5].Due()),
            [
                new("activity", FieldKind.Text, Required: true),
                new("link", FieldKind.Identifier),
                new("person", FieldKind.Text),
                new("lifecycle", FieldKind.Text),
                new("attributes", FieldKind.Object),
                new("started", FieldKind.Instant),
            ]),
    ];
}
