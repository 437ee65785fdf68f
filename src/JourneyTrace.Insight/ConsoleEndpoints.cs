using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace JourneyTrace.Insight;

/// <summary>The web console: its files, and its page at every address that is a page of it.</summary>
public static class ConsoleEndpoints
{
    // Everything comes from here; styles are set by scripts, pictures of charts are made in the browser.
    const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'";

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    static readonly string[] Pages =
        ["/", "/hotspots", "/map", "/cases", "/cases/{case}", "/decisions", "/complaints", "/procedures", "/compare", "/what-if", "/data"];

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
                answer.Context.Response.Headers.ContentSecurityPolicy = Policy;
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
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return http.Response.SendFileAsync(Path.Combine(Folder, "index.html"), http.RequestAborted);
    }
}
