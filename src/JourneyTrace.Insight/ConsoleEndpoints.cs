using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace JourneyTrace.Insight;

/// <summary>The web console: its files, and its page at every address that is a page of it.</summary>
public static class ConsoleEndpoints
{
    const string NoncePlace = "{{style-nonce}}";

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    static readonly Lazy<string> Page = new(() => File.ReadAllText(Path.Combine(Folder, "index.html")));

    static readonly string[] Pages =
        ["/", "/index.html", "/hotspots", "/map", "/cases", "/cases/{case}", "/decisions", "/complaints", "/procedures", "/compare", "/what-if", "/data"];

    /// <summary>Whether the console was built with the program.</summary>
    public static bool IsBuilt => File.Exists(Path.Combine(Folder, "index.html"));

    /// <summary>Gives the console's files and pages; the page at the root is the host's to give.</summary>
    public static void UseConsole(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!IsBuilt)
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            // Files under assets have their content in their name.
            OnPrepareResponse = answer =>
            {
                answer.Context.Response.Headers.CacheControl =
                    answer.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                answer.Context.Response.Headers.ContentSecurityPolicy = PolicyWith(null);
            },
        });
        foreach (var page in Pages.Where(page => page != "/"))
            app.MapGet(page, PageAsync).Needs(Scope.None).ExcludeFromDescription();
    }

    /// <summary>The page itself, the same for all addresses.</summary>
    public static Task PageAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        var nonce = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(18));
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] = PolicyWith(nonce);
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return http.Response.WriteAsync(Page.Value.Replace(NoncePlace, nonce, StringComparison.Ordinal), http.RequestAborted);
    }

    /// <summary>Everything comes from here; pictures of charts are made in the browser; styles are files, and those that our own scripts make.</summary>
    static string PolicyWith(string? nonce) =>
        $"default-src 'self'; style-src 'self'{(nonce is null ? "" : $" 'nonce-{nonce}'")}; img-src 'self' data: blob:; connect-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
}
