// Counts what the policy of the page has forbidden.
{
  let violations = 0;
  document.addEventListener("securitypolicyviolation", () => {
    violations += 1;
    const output = document.querySelector("output");
    if (output) output.textContent = String(violations);
  });
}
