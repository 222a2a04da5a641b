#include "cti/http/pages.h"

#include "cti/http/link.h"
#include "cti/http/routes.h"

#include <event2/http.h>

#include <string.h>

#define INDEX  "/index.html"
#define HASHED "/assets/" /* a file there has other bytes by no other name */

static const char bare_text[] =
    "<!doctype html>\n"
    "<html lang=\"en\"><meta charset=\"utf-8\"><title>callfloor</title>\n"
    "<h1>callfloor</h1>\n"
    "<p>This program was built without the browser pages. "
    "<code>scripts/train.sh</code> builds it with them, and so does "
    "<code>cmake -DCALLFLOOR_WEB=ON</code>.\n"
    "<p lang=\"zh\">\xe6\xad\xa4\xe7\xa8\x8b\xe5\xba\x8f\xe6\x9c\xaa\xe5\x8c"
    "\x85\xe5\x90\xab\xe6\xb5\x8f\xe8\xa7\x88\xe5\x99\xa8\xe9\xa1\xb5\xe9\x9d"
    "\xa2\xe3\x80\x82\xe8\xaf\xb7\xe8\xbf\x90\xe8\xa1\x8c <code>scripts/"
    "train.sh</code>\xe3\x80\x82\n"
    "<p><a href=\"/openapi.json\">/openapi.json</a>\n"
    "</html>\n";

static const struct page bare = {
    .path = INDEX,
    .etag = "\"bare\"",
    .bytes = (const unsigned char *)bare_text,
    .size = sizeof(bare_text) - 1,
};

const struct page *pages_find(const struct page *pages, const char *path)
{
	const struct page *page = pages;

	if (strcmp(path, "/") == 0)
		path = INDEX;
	if (pages->path == NULL)
		return strcmp(path, INDEX) == 0 ? &bare : NULL;
	while (page->path != NULL && strcmp(page->path, path) != 0)
		page++;
	return page->path != NULL ? page : NULL;
}

/* If-None-Match: a list of tags, or any. */
static bool is_known(const struct page *page, const char *known)
{
	return known != NULL &&
	       (strcmp(known, "*") == 0 || strstr(known, page->etag) != NULL);
}

bool pages_answer(const struct page *pages, const struct http_call *call,
		  struct http_reply *reply)
{
	const struct page *page = pages_find(pages, call->path);

	if (page == NULL)
		return false;
	if (strcmp(call->method, "GET") != 0 &&
	    strcmp(call->method, "HEAD") != 0) {
		reply_refuse(reply, 405, "method",
			     "%.100s is a page, for GET and HEAD, got %s",
			     call->path, call->method);
		reply->allow = "GET, HEAD";
		return true;
	}
	reply->page = page;
	reply->status = is_known(page, call->known) ? 304 : 200;
	return true;
}

const char *page_type(const struct page *page)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
	    {".html", "text/html; charset=utf-8"},
	    {".js", "text/javascript; charset=utf-8"},
	    {".css", "text/css; charset=utf-8"},
	    {".svg", "image/svg+xml"},
	    {".png", "image/png"},
	    {".ico", "image/x-icon"},
	    {".woff2", "font/woff2"},
	    {".json", "application/json"},
	    {".webmanifest", "application/manifest+json"},
	    {".txt", "text/plain; charset=utf-8"},
	};
	const char *dot = strrchr(page->path, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(types[0]);
	     i++)
		if (strcmp(dot, types[i].ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}

void page_headers(const struct page *page, struct evkeyvalq *headers)
{
	bool hashed = strncmp(page->path, HASHED, strlen(HASHED)) == 0;
	const struct {
		const char *name, *value;
	} list[] = {
	    {"Content-Type", page_type(page)},
	    {"ETag", page->etag},
	    {"Cache-Control",
	     hashed ? "private, max-age=31536000, immutable" : "no-cache"},
	    {"Content-Security-Policy",
	     "default-src 'none'; script-src 'self'; style-src 'self'; "
	     "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
	     "form-action 'none'; frame-ancestors 'none'; "
	     "require-trusted-types-for 'script'; trusted-types 'none'"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	    {"Cross-Origin-Embedder-Policy", "require-corp"},
	    {"Permissions-Policy",
	     "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		evhttp_add_header(headers, list[i].name, list[i].value);
}
