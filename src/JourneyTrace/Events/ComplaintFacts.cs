namespace JourneyTrace.Events;

/// <summary>The customer complains, to the link <paramref name="At"/>: that link owes an answer.</summary>
public sealed record ComplaintVoiced(string Complaint, string At, string? About) : Fact;

/// <summary>The complaint is on record, visible beyond the desk that heard it.</summary>
/// <param name="By">Who did it; null where nobody said.</param>
public sealed record ComplaintRegistered(string Complaint, string? By) : Fact;

/// <summary>The complaint is answered.</summary>
/// <param name="By">Who did it; null where nobody said.</param>
public sealed record ComplaintResolved(string Complaint, string? By) : Fact;

static class ComplaintSchemas
{
    public static readonly EventSchema[] All =
    [
        new(EventType.ComplaintVoiced, "complaint.voiced", static (in v) => new ComplaintVoiced(v[0].Text!, v[1].Text!, v[2].Text),
            [
                new("complaint", FieldKind.Identifier, Required: true),
                new("at", FieldKind.Identifier, Required: true),
                new("about", FieldKind.Text),
            ]),
        new(EventType.ComplaintRegistered, "complaint.registered", static (in v) => new ComplaintRegistered(v[0].Text!, v[1].Text),
            [new("complaint", FieldKind.Identifier, Required: true), new("by", FieldKind.Identifier)]),
        new(EventType.ComplaintResolved, "complaint.resolved", static (in v) => new ComplaintResolved(v[0].Text!, v[1].Text),
            [new("complaint", FieldKind.Identifier, Required: true), new("by", FieldKind.Identifier)]),
    ];
}
