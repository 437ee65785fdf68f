namespace JourneyTrace.Events;

/// <summary>The external promise: what the customer was told, and by when (<paramref name="Due"/>, or the making's time plus <paramref name="Within"/>).</summary>
/// <param name="Channel">Where it was given, such as web or phone; null where nobody said.</param>
public sealed record PromiseMade(string Promise, string By, DateTime? Due, TimeSpan? Within, string? What, string? Channel) : Fact;

/// <summary>The promise is moved, with the customer's agreement or not.</summary>
public sealed record PromiseChanged(string Promise, bool Agreed, DateTime? Due, TimeSpan? Within) : Fact;

/// <summary>Done, in the customer's eyes.</summary>
public sealed record PromiseKept(string Promise) : Fact;

/// <summary>The customer let us off.</summary>
public sealed record PromiseReleased(string Promise) : Fact;

static class PromiseSchemas
{
    public static readonly EventSchema[] All =
    [
        new(EventType.PromiseMade, "promise.made",
            static (in v) => new PromiseMade(v[0].Text!, v[1].Text!, v[2].Due(), v[3].Within(), v[4].Text, v[6].Text),
            [
                new("promise", FieldKind.Identifier, Required: true),
                new("by", FieldKind.Identifier, Required: true),
                new("due", FieldKind.Instant),
                new("within", FieldKind.Duration),
                new("what", FieldKind.Text),
                new("person", FieldKind.Text),
                new("channel", FieldKind.Identifier),
                new("auto", FieldKind.Flag),
            ], oneOfTwo: 2),
        new(EventType.PromiseChanged, "promise.changed",
            static (in v) => new PromiseChanged(v[0].Text!, v[1].Flag, v[2].Due(), v[3].Within()),
            [
                new("promise", FieldKind.Identifier, Required: true),
                new("agreed", FieldKind.Flag, Required: true),
                new("due", FieldKind.Instant),
                new("within", FieldKind.Duration),
                new("reason", FieldKind.Text),
            ], oneOfTwo: 2),
        new(EventType.PromiseKept, "promise.kept", static (in v) => new PromiseKept(v[0].Text!),
            [new("promise", FieldKind.Identifier, Required: true)]),
        new(EventType.PromiseReleased, "promise.released", static (in v) => new PromiseReleased(v[0].Text!),
            [new("promise", FieldKind.Identifier, Required: true), new("reason", FieldKind.Text)]),
    ];
}
