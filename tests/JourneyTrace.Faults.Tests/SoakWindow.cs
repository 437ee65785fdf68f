namespace JourneyTrace.Faults.Tests;

/// <summary>Times, in ms, since the period began, and how long it has lasted.</summary>
sealed class SoakWindow
{
    readonly Lock _lock = new();
    readonly System.Diagnostics.Stopwatch _clock = new();
    List<double> _posts = [];
    List<double> _questions = [];

    public void Posted(TimeSpan time)
    {
        lock (_lock)
            _posts.Add(time.TotalMilliseconds);
    }

    public void Answered(TimeSpan time)
    {
        lock (_lock)
            _questions.Add(time.TotalMilliseconds);
    }

    public void Begin() => End();

    public (List<double> Posts, List<double> Questions, TimeSpan Lasted) End()
    {
        lock (_lock)
        {
            var ended = (_posts, _questions, _clock.Elapsed);
            _clock.Restart();
            (_posts, _questions) = ([], []);
            return ended;
        }
    }
}
