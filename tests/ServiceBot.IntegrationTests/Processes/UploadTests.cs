using System.Net;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>A customer's file on its way to the request.</summary>
[TestClass]
public sealed class UploadTests
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n and so on"u8];

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_file_that_is_sent_while_the_bot_asks_stands_on_the_request()
    {
        var product = await Shared.ProductAsync();
        var customer = await Customer.StartAsync(product, Cancellation);
        foreach (var line in Customer.EnglishFault.SkipLast(1))
        {
            await customer.SayAsync(line, Cancellation);
        }

        using var sent = await customer.UploadAsync("the light.png", Picture, Cancellation);
        using var note = await customer.UploadAsync("说明.txt", "it blinks <b>red</b>"u8.ToArray(), Cancellation);
        var number = await customer.OpenRequestAsync(["yes"], Cancellation);

        Assert.AreEqual(HttpStatusCode.OK, sent.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, note.StatusCode);
        var files = (await product.ApiAsync($"requests/{number}", Cancellation)).GetProperty("attachments").EnumerateArray().ToList();
        CollectionAssert.AreEqual(new[] { "the light.png", "说明.txt" }, files.Select(file => file.GetProperty("name").GetString()).ToList());
        using var picture = await ServedAsync(product, files[0].GetProperty("url").GetString()!, "image/png", disposition: null);
        using var text = await ServedAsync(product, files[1].GetProperty("url").GetString()!, "text/plain", disposition: "attachment");
        CollectionAssert.AreEqual(Picture, await picture.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [TestMethod]
    [DataRow(true, "yes", "I added your file to")]
    [DataRow(false, "好的", "文件已添加到")]
    public async Task A_file_that_is_sent_after_the_request_is_added_once_the_customer_says_so(bool english, string yes, string added)
    {
        var product = await Shared.ProductAsync();
        var customer = await Customer.StartAsync(product, Cancellation);
        var number = await customer.OpenRequestAsync(english ? Customer.EnglishFault : Customer.ChineseFault, Cancellation);

        using var sent = await customer.UploadAsync("the light.png", Picture, Cancellation);
        var before = await FilesAsync();
        var answer = await customer.SayAsync(yes, Cancellation);

        Assert.AreEqual("", before, "Nothing is added unasked.");
        Assert.Contains($"{added} {number}", answer);
        Assert.AreEqual("the light.png", await FilesAsync());

        async Task<string> FilesAsync() => string.Join('|', (await product.ApiAsync($"requests/{number}", Cancellation))
            .GetProperty("attachments").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
    }

    [TestMethod]
    [DataRow("page.png", "<!DOCTYPE html><script>alert(1)</script>")]
    [DataRow("drawing.txt", "\ufeff <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [DataRow("program.pdf", "MZ\0\0")]
    [DataRow("empty.txt", "")]
    [DataRow("archive.png", "PK\u0003\u0004\u0014\0\0\0\b\0")]
    [DataRow("squeezed.txt", "\u001f\b\0\0\0\0\0\0")]
    [DataRow("drawing.svg", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    public async Task A_file_is_judged_by_its_content_and_not_by_its_name(string name, string content)
    {
        var customer = await Customer.StartAsync(await Shared.ProductAsync(), Cancellation);

        using var refused = await customer.UploadAsync(name, System.Text.Encoding.UTF8.GetBytes(content), Cancellation);

        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.IsEmpty(await customer.TranscriptAsync(Cancellation));
    }

    [TestMethod]
    public async Task A_file_above_the_limit_is_refused_in_words()
    {
        var customer = await Customer.StartAsync(await Shared.ProductAsync(), Cancellation);

        using var refused = await customer.UploadAsync("large.txt", [.. Enumerable.Repeat((byte)'x', 8 * 1024 * 1024 + 1)], Cancellation);

        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("8 MiB", await refused.Content.ReadAsStringAsync(Cancellation));
    }

    [TestMethod]
    public async Task Markup_behind_a_picture_s_first_bytes_is_served_as_that_picture_in_a_sandbox()
    {
        var product = await Shared.ProductAsync();
        var customer = await Customer.StartAsync(product, Cancellation);
        foreach (var line in Customer.EnglishFault.SkipLast(1))
        {
            await customer.SayAsync(line, Cancellation);
        }

        using var sent = await customer.UploadAsync("page.html", [.. Picture, .. "<script>alert(1)</script>"u8], Cancellation);
        using var words = await customer.UploadAsync("page.svg", "Hello <svg onload='alert(1)'>"u8.ToArray(), Cancellation);
        var number = await customer.OpenRequestAsync(["yes"], Cancellation);

        var files = (await product.ApiAsync($"requests/{number}", Cancellation)).GetProperty("attachments").EnumerateArray().ToList();
        (await ServedAsync(product, files[0].GetProperty("url").GetString()!, "image/png", disposition: null)).Dispose();
        (await ServedAsync(product, files[1].GetProperty("url").GetString()!, "text/plain", disposition: "attachment")).Dispose();
    }

    private async Task<HttpResponseMessage> ServedAsync(ProductProcess product, string url, string contentType, string? disposition)
    {
        var response = await product.Http.GetAsync(url, Cancellation);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(disposition, response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.AreEqual("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        return response;
    }
}
