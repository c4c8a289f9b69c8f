// The REST docs: Swagger UI over our own description, with no other host asked for anything.
"use strict";

(() => {
  const target = document.getElementById("docs");
  if (!window.SwaggerUIBundle) {
    target.textContent =
      "The page's script library is not installed. Run `make setup` on the server; the API works without it.";
    return;
  }
  target.textContent = "";
  SwaggerUIBundle({
    url: "/openapi.json",
    domNode: target,
    deepLinking: true,
    // Swagger UI would have the description checked by a public validator.
    validatorUrl: null,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
  });
})();
