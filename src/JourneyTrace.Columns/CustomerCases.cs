namespace JourneyTrace.Columns;

/// <summary>How many cases each customer has: who has one alone is met once, and need not be remembered when customers are counted.</summary>
sealed class CustomerCases
{
    readonly Table<int> _cases = new();

    /// <summary>A case came to be a customer's.</summary>
    /// <param name="customer">The number of its name, or <see cref="Names.None"/>.</param>
    public void Came(int customer)
    {
        if (customer == Names.None)
            return;
        while (_cases.Count <= customer)
            _cases.Add(0);
        _cases[customer]++;
    }

    /// <summary>A case that came is no longer a customer's.</summary>
    public void Went(int customer)
    {
        if (customer != Names.None)
            _cases[customer]--;
    }

    /// <summary>Whether a customer that came has one case.</summary>
    public bool IsAlone(int customer) => _cases[customer] == 1;
}
