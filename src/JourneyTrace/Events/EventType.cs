namespace JourneyTrace.Events;

/// <summary>
/// The vocabulary: what an event can say. The value is the rank: events of one time are replayed in this order.
/// </summary>
public enum EventType
{
    DecisionTaken = 1,
    CaseOpened = 2,
    CustomerContacted = 3,
    PromiseMade = 4,
    PromiseChanged = 5,
    ComplaintVoiced = 6,
    ComplaintRegistered = 7,
    HandoffRequested = 8,
    HandoffAccepted = 9,
    ObstacleMet = 10,
    ObstacleCleared = 11,
    HandoffRefused = 12,
    HandoffReturned = 13,
    HandoffDelivered = 14,
    HandoffWithdrawn = 15,
    ComplaintResolved = 16,
    PromiseKept = 17,
    PromiseReleased = 18,
    CustomerLost = 19,
    CaseClosed = 20,
    FeedbackGiven = 21,
    ProcedurePublished = 22,
    ProcedureShelved = 23,
    UnderstandingSurveyed = 24,
    CorrectiveTaken = 25,
    EffectRecorded = 26,
    PracticeAssessed = 27,
    ActivityRecorded = 28,
}
