import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { count } from "./formats";
import { fr } from "./typeset";

export const helpWords: Wording<Topics["paneHelp"]> = {
  title: "Aide",
  page: "Page du manuel",
  close: "Fermer l'aide",
  loading: "Ouverture du manuel…",
  failed: "Le manuel n'a pas encore été chargé et le serveur est injoignable. Réessayez quand il répond.",
  pages: {
    start: "Premiers pas",
    submit: "Vérifier et envoyer",
    repairs: "Réparations",
    results: "Résultats et annulation",
    "left-over": "Lignes à régler",
    files: "Fichiers",
    patients: "Trouver un patient",
    update: "Un patient",
    numbers: "Autres numéros et appels",
    home: "Accueil et paramètres",
    reports: "Rapports",
    functions: "Fonctions dans les cellules",
    offline: "Sans connexion",
    roles: "Rôles",
    trouble: "Problème de connexion",
  },
  tour: {
    offer: "Nouveau ici ? Cinq étapes montrent ce que fait ce volet.",
    start: "Montrer",
    decline: "Pas maintenant",
    again: "Revoir la visite",
    next: "Suivant",
    back: "Retour",
    end: "Terminer",
    done: "Terminé",
    of: (step, steps) => fr`Étape ${step} sur ${steps}`,
    steps: {
      where: { title: "Où vous êtes", text: "Le bandeau en haut dit toujours s'il s'agit d'exercice ou de vrais dossiers, dans quel site, et qui est connecté." },
      home: { title: "Accueil", text: "Ici, vous voyez ce qui vous attend, ce qui reste sur cet ordinateur et ce que sont devenues vos mises à jour aujourd'hui, cette semaine et ce mois-ci." },
      batch: { title: "Toute une liste", text: "Appuyez sur Liste pour la liste de la feuille affichée. Vérifier montre ce qui changerait et ce qu'Excel a abîmé. Rien n'est modifié avant l'envoi." },
      patients: { title: "Un patient", text: "Sous Patients, vous trouvez une personne par identifiant ART, nom ou téléphone, voyez comment la joindre et corrigez le dossier." },
      help: { title: "Aide et annulation", text: "Le ? explique l'écran affiché. Ce qui a été envoyé par erreur peut être annulé sous vos envois." },
    },
  },
  trouble: {
    title: "Problème de connexion ?",
    read: "En savoir plus",
    password: "Mot de passe oublié : c'est celui de NMRS. Demandez-en un nouveau à la personne qui administre NMRS dans votre site, et connectez-vous d'abord à NMRS avec lui.",
    locked: "Compte verrouillé : attendez aussi longtemps qu'indiqué, sans essayer, car chaque essai recommence l'attente. Ensuite, le bon mot de passe l'ouvre.",
    role: "Aucun rôle : votre compte est bon. Demandez à l'administrateur des contacts des patients de votre site de vous donner un rôle ici.",
    server: (address) => fr`Serveur injoignable : vérifiez le réseau. Ouvrez ensuite ${address} dans le navigateur. Si cela ne s'ouvre pas non plus, prévenez la personne qui s'occupe du serveur.`,
    certificate: (address) =>
      fr`Le serveur ne répond pas alors que cet ordinateur a un réseau. Ouvrez ${address} dans le navigateur : s'il avertit d'une connexion non sûre, le certificat de votre site doit être installé sur cet ordinateur. Ne passez pas outre l'avertissement.`,
    wrongServer: (address, site, environment) => fr`Ce volet appartient à ${address} : ${site} (${environment}). Si vous voulez travailler ailleurs, fermez-le et ouvrez le complément de votre site.`,
    unknownServer: (address) => fr`Ce volet appartient à ${address}. Si votre site a une autre adresse, fermez-le et ouvrez le complément de votre site.`,
    otherServer: (now, before) => fr`Un autre serveur répond maintenant : ${now}, et non plus ${before}. N'envoyez rien ; déconnectez-vous, fermez le volet et ouvrez-le de nouveau.`,
    environments: { demo: "données d'exercice", production: "vrais dossiers" },
    clockFast: (minutes) => fr`L'horloge de cet ordinateur avance de ${count(minutes, "minute")}. Réglez-la : les heures affichées sont fausses et vous pouvez être déconnecté trop tôt.`,
    clockSlow: (minutes) => fr`L'horloge de cet ordinateur retarde de ${count(minutes, "minute")}. Réglez-la : les heures affichées sont fausses et vous pouvez être déconnecté trop tôt.`,
  },
};
