namespace JourneyTrace.Events;

/// <summary>How a hand-off binds the link that asked.</summary>
public enum HandoffMode
{
    /// <summary>The requester waits for it.</summary>
    Ask,

    /// <summary>It is the provider's now.</summary>
    Pass,

    /// <summary>Nobody waits.</summary>
    Inform,
}

/// <summary>One link (<paramref name="From"/>) asks another (<paramref name="To"/>), or passes the case on.</summary>
public sealed record HandoffRequested(
    string Handoff, string From, string To, string Kind, HandoffMode Mode, string? Need,
    DateTime? Due, TimeSpan? Within, IReadOnlyList<string> InServiceOf) : Fact;

/// <summary>Somebody took it.</summary>
public sealed record HandoffAccepted(string Handoff) : Fact;

/// <summary>It will not be served.</summary>
public sealed record HandoffRefused(string Handoff, string Reason, string? Decision) : Fact;

/// <summary>Sent back to be mended: the requester has it again.</summary>
public sealed record HandoffReturned(string Handoff, string? Reason) : Fact;

/// <summary>Served: wholly, or with something missing.</summary>
public sealed record HandoffDelivered(string Handoff, bool Complete, string? Decision) : Fact;

/// <summary>The requester needs it no more.</summary>
public sealed record HandoffWithdrawn(string Handoff) : Fact;

static class HandoffSchemas
{
    /// <summary>What a hand-off is for.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["work", "information", "approval", "escalation", "complaint", "payment"];

    static readonly Field Name = new("handoff", FieldKind.Identifier, Required: true);

    public static readonly EventSchema[] All =
    [
        new(EventType.HandoffRequested, "handoff.requested", static (in v) => Requested(in v),
            [
                Name,
                new("from", FieldKind.Identifier, Required: true),
                new("to", FieldKind.Identifier, Required: true),
                new("kind", FieldKind.Identifier) { Words = Kinds },
                new("mode", FieldKind.Identifier) { Words = ["ask", "pass", "inform"] },
                new("need", FieldKind.Identifier),
                new("due", FieldKind.Instant),
                new("within", FieldKind.Duration),
                new("inServiceOf", FieldKind.IdentifierOrList),
                new("person", FieldKind.Text),
            ]),
        new(EventType.HandoffAccepted, "handoff.accepted", static (in v) => new HandoffAccepted(v[0].Text!),
            [Name, new("person", FieldKind.Text)]),
        new(EventType.HandoffRefused, "handoff.refused", static (in v) => new HandoffRefused(v[0].Text!, v[1].Text!, v[2].Text),
            [Name, new("reason", FieldKind.Cause, Required: true), new("decision", FieldKind.Identifier), new("note", FieldKind.Text)]),
        new(EventType.HandoffReturned, "handoff.returned", static (in v) => new HandoffReturned(v[0].Text!, v[1].Text),
            [Name, new("reason", FieldKind.Cause), new("note", FieldKind.Text)]),
        new(EventType.HandoffDelivered, "handoff.delivered",
            static (in v) => new HandoffDelivered(v[0].Text!, v[1].List is not { Length: > 0 }, v[2].Text),
            [Name, new("missing", FieldKind.Texts), new("decision", FieldKind.Identifier)]),
        new(EventType.HandoffWithdrawn, "handoff.withdrawn", static (in v) => new HandoffWithdrawn(v[0].Text!), [Name]),
    ];

    static HandoffRequested Requested(in FieldValues v) => new(
        v[0].Text!, v[1].Text!, v[2].Text!, v[3].Text ?? "work",
        v[4].Text switch { "pass" => HandoffMode.Pass, "inform" => HandoffMode.Inform, _ => HandoffMode.Ask },
        v[5].Text, v[6].Due(), v[7].Within(), v[8].List ?? []);
}
